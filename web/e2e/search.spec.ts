import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fine, keep } from './desk';
import { cells, expect, ready, test } from './page';
import { freePort, paint, Program, scratch } from './program';

/** Searching and commanding in the real program: by mouse, by keys alone, and what cannot be read. */
test.describe.configure({ mode: 'serial' });

const folder = scratch('search');
let program: Program;
let mine: Page;
let address: string;
let api: string;
let project: string;

const field = () => mine.getByRole('combobox', { name: 'Search' });
const option = (name: string | RegExp) => mine.getByRole('option', { name });
const counts = () => mine.locator('footer .counts');
const settings = (data: Record<string, unknown>) => mine.request.patch(`${api}/settings`, { data });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(900_000);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  mine = await context.newPage();
  await paint(mine, join(folder, 'Archive', 'press'), 8, 5);
  await paint(mine, join(folder, 'Archive', 'old posters'), 4, 11);
  program = new Program(join(folder, 'data'), await freePort());
  await mine.goto(await program.start());
  api = `${program.address}/api/v1`;
  const pictures = join(folder, 'Archive');
  await mine.request.put(`${api}/places`, { data: { paths: [pictures] } });
  const made = await mine.request.post(`${api}/projects`, { data: { name: 'Archive', folders: [pictures] } });
  project = ((await made.json()) as { id: string }).id;
  await expect
    .poll(
      async () => ((await (await mine.request.get(`${api}/projects/${project}`)).json()) as { images: number }).images,
      { timeout: 120_000 },
    )
    .toBe(12);
  const commit = (data: Record<string, unknown>) =>
    mine.request.post(`${api}/projects/${project}/commits`, { data }).then((answer) => answer.json());
  const committed = (await commit({
    properties: [
      { id: -1, name: 'year', type: 'number', mode: 'id' },
      { id: -2, name: 'subject', type: 'multi_tags', mode: 'id' },
      { id: -3, name: 'title', type: 'text', mode: 'id' },
    ],
    tags: [
      { id: -4, propertyId: -2, value: 'strike', parents: [], color: 0 },
      { id: -5, propertyId: -2, value: 'street march', parents: [-4], color: 5 },
    ],
    edits: [
      { property: -1, set: 1968, on: { ids: [1, 2, 3] } },
      { property: -1, set: 1972, on: { ids: [4, 5] } },
      { property: -2, add: [-4], on: { ids: [1, 2] } },
      { property: -2, add: [-5], on: { ids: [4] } },
      { property: -3, set: 'A long poster', on: { ids: [1, 4] } },
    ],
  })) as { sequence?: number };
  expect(committed.sequence).toBeGreaterThan(0);
  await settings({ language: 'en', theme: 'dark' });
  address = `${program.address}/p/${project}`;
});
test.afterAll(async () => {
  await program.kill();
  rmSync(folder, { recursive: true, force: true });
});
test.beforeEach(async () => {
  await mine.goto(address);
  await ready(mine);
});

test('finds words while one types, and conditions by the mouse alone', async () => {
  await field().click();
  await expect(option(/year/).first()).toBeVisible();
  await keep(mine, 'search-open');
  await fine(mine);
  await field().pressSequentially('long');
  await expect(mine).toHaveURL(/text=long/);
  await field().pressSequentially(' poster');
  await expect(mine).toHaveURL(/text=long.poster/);
  await expect(counts()).toHaveText('2 of 12 images');
  // One typing is one step.
  await mine.goBack();
  await expect(counts()).toHaveText('12 of 12 images');
  await mine.goForward();
  await expect(field()).toHaveValue('long poster');
  await expect(counts()).toHaveText('2 of 12 images');
  await mine.getByRole('button', { name: 'Clear the search' }).click();
  await expect(counts()).toHaveText('12 of 12 images');
  await field().pressSequentially('sub');
  await option(/^subject/)
    .first()
    .click();
  await option(/subject:.*one of these/).click();
  await expect(option(/street march/)).toContainText('1');
  await keep(mine, 'search-tags');
  await option(/^strike/).click();
  // A tag stands for those below it.
  await expect(counts()).toHaveText('3 of 12 images');
  await expect(field()).toHaveValue('subject:strike ');
  await mine.reload();
  await ready(mine);
  await expect(field()).toHaveValue('subject:strike');
});

test('says conditions by keys alone, and shows what another door changed', async () => {
  await mine.keyboard.press('/');
  await expect(field()).toBeFocused();
  await mine.keyboard.type('year:1968..1970 -subject:str');
  await mine.keyboard.press('Enter');
  await expect(mine.getByRole('alert')).toContainText('No tag is called “str”');
  await mine.keyboard.press('ArrowDown');
  await mine.keyboard.press('ArrowDown');
  await mine.keyboard.press('ArrowUp');
  await mine.keyboard.press('Enter');
  await expect(field()).toHaveValue(/^year:1968\.\.1970 -subject:/);
  await mine.keyboard.press('ControlOrMeta+a');
  await mine.keyboard.type('year:1968..1970 -subject:strike');
  await mine.keyboard.press('Enter');
  await expect(counts()).toHaveText('1 of 12 images');
  await mine.keyboard.press('Escape');
  await expect(field()).not.toBeFocused();
  await mine.goBack();
  await expect(field()).not.toHaveValue('year:1968..1970 -subject:strike');
  await mine.goForward();
  await expect(field()).toHaveValue('year:1968..1970 -subject:strike');
  await mine.keyboard.press('ControlOrMeta+f');
  await expect(field()).toBeFocused();
  await mine.keyboard.type('year=1968 OR year=1972');
  await mine.keyboard.press('Enter');
  await expect(counts()).toHaveText('5 of 12 images');
});

test('suggests the values of a text with their counts', async () => {
  await mine.keyboard.press('/');
  await mine.keyboard.type('title:lo');
  await expect(option(/A long poster/)).toContainText('2');
  await keep(mine, 'search-values');
  await fine(mine);
  await mine.keyboard.press('ArrowDown');
  await mine.keyboard.press('Enter');
  await expect(field()).toHaveValue('title:"A long poster" ');
  await expect(counts()).toHaveText('2 of 12 images');
});

test('points at what cannot be read, and keeps it', async () => {
  await mine.keyboard.press('/');
  await mine.keyboard.type('poster yaer>1968 press');
  await expect(mine.getByRole('alert')).toContainText('No property is called “yaer”.');
  await expect(mine.getByRole('alert')).toContainText('Is it “year”?');
  await expect(mine.locator('.under u')).toHaveText('yaer');
  await keep(mine, 'search-trouble');
  await fine(mine);
  await expect(counts()).toHaveText('12 of 12 images');
  await mine.keyboard.press('Escape');
  await expect(field()).toHaveValue('');
});

test('does everything by its name, with its key beside it', async () => {
  await cells(mine).first().click();
  await mine.keyboard.press('ControlOrMeta+k');
  const palette = mine.getByRole('dialog', { name: 'All commands' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await expect(palette.getByRole('option', { name: /Refresh the view/ })).toContainText('R');
  await keep(mine, 'palette-open');
  await mine.keyboard.type('march');
  await expect(palette.getByRole('option').first()).toContainText('street march');
  await keep(mine, 'palette-tag');
  await fine(mine);
  await mine.keyboard.press('Enter');
  await expect(counts()).toHaveText('1 of 12 images');
  await expect(field()).toHaveValue('subject:"street march"');
  await mine.keyboard.press('ControlOrMeta+k');
  // What was used last comes first.
  await expect(palette.getByRole('option').first()).toContainText('street march');
  await mine.keyboard.type('sort ye');
  await mine.keyboard.press('Enter');
  await expect(mine).toHaveURL(/sort=/);
  await mine.keyboard.press('ControlOrMeta+k');
  await mine.keyboard.type('filter ye');
  await mine.keyboard.press('Enter');
  await expect(field()).toHaveValue('subject:"street march" year:');
  await expect(field()).toBeFocused();
  await mine.keyboard.press('Escape');
  await mine.getByRole('button', { name: 'Clear the search' }).click();
  await mine.keyboard.press('ControlOrMeta+k');
  await palette.getByRole('combobox').fill('press');
  await palette.getByRole('option', { name: /^press/ }).click();
  await expect(counts()).toHaveText('8 of 12 images');
  await mine.keyboard.press('ControlOrMeta+k');
  await mine.keyboard.type('theme light');
  await mine.keyboard.press('Enter');
  await expect(mine.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('speaks French, in light, and folds where room is short', async () => {
  await settings({ language: 'fr', theme: 'light' });
  await mine.setViewportSize({ width: 1024, height: 700 });
  await mine.reload();
  await ready(mine);
  await keep(mine, 'search-narrow');
  await mine.getByRole('button', { name: 'Rechercher', exact: true }).click();
  const search = mine.getByRole('combobox', { name: 'Rechercher' });
  await expect(search).toBeFocused();
  await search.pressSequentially('dossier:press OU yaer:2 x');
  await expect(mine.getByRole('alert')).toContainText('Est-ce « year » ?');
  await keep(mine, 'search-french');
  await fine(mine);
  await search.fill('sub');
  await expect(mine.getByRole('option', { name: /^subject/ }).first()).toBeVisible();
  await keep(mine, 'search-light');
  await fine(mine);
  await search.fill('dossier:press OU year:vide');
  await search.press('Enter');
  await expect(counts()).toContainText('12');
  await search.press('Escape');
  await mine.keyboard.press('ControlOrMeta+k');
  await mine.keyboard.type('grouper');
  await keep(mine, 'palette-french');
  await fine(mine);
  await mine.keyboard.press('Escape');
  await settings({ language: 'en', theme: 'dark' });
});
