import { rmSync } from 'node:fs';
import type { BrowserContext, Page } from '@playwright/test';
import { fine, keep, tabTo } from './desk';
import { expect, test } from './page';
import { makePosters } from './posters';
import { scratch, type Program } from './program';

/** The stage with the real program: groups as cards, views side by side, pictures dropped on groups; by mouse, then by keys alone. */
test.describe.configure({ mode: 'serial' });

const folder = scratch('stage');
let program: Program;
let context: BrowserContext;
let mine: Page;
let id: string;
let api: string;
let property: Record<string, number> = {};

test.beforeAll(async ({ browser }) => {
  test.setTimeout(900_000);
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark' });
  mine = await context.newPage();
  ({ program, api, id, property } = await makePosters(
    mine,
    folder,
    { north: 14, south: 10 },
    { year: 'number', subject: 'multi_tags', place: 'text' },
  ));
  const tags = ['strike', 'march'].map((value, at) => ({
    ...{ id: -1 - at, propertyId: property['subject'], value, parents: [], color: at },
  }));
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);
  const edits = [
    { property: property['year'], set: 1968, on: { ids: range(1, 11) } },
    { property: property['year'], set: 1969, on: { ids: range(11, 19) } },
    { property: property['subject'], add: [-1], on: { ids: range(1, 9) } },
    { property: property['subject'], add: [-2], on: { ids: range(7, 13) } },
    { property: property['place'], set: 'Paris', on: { ids: range(1, 20) } },
  ];
  await mine.request.post(`${api}/projects/${id}/commits`, { data: { tags, edits } });
  await mine.request.patch(`${api}/settings`, { data: { language: 'en', theme: 'dark', [`visible.${id}`]: [] } });
});
test.afterAll(async () => {
  await program.kill();
  rmSync(folder, { recursive: true, force: true });
});

const settings = (data: Record<string, unknown>) => mine.request.patch(`${api}/settings`, { data });
const card = (page: Page, name: string | RegExp) => page.locator('.card').filter({ hasText: name }).first();
const footer = (page: Page) => page.locator('footer').last();
const groupBy = (...names: string[]): string => names.map((name) => (name === 'folder' ? -4 : property[name])).join();
async function open(query: string): Promise<void> {
  await mine.goto(`${program.address}/p/${id}?${query}`);
  await expect(mine.getByRole('grid').first()).toBeVisible();
  await expect(mine.locator('.waiting')).toHaveCount(0);
}

test('groups as cards, by mouse: covers, counts, values; a click selects, a double click shows the pictures', async () => {
  await open(`group=${groupBy('subject')}`);
  await mine.getByRole('radio', { name: 'Groups as cards' }).click();
  await expect(mine).toHaveURL(/show=cards/);
  await expect(mine.locator('.card')).toHaveCount(3);
  await expect(card(mine, 'strike')).toContainText('8');
  await expect(card(mine, 'march')).toContainText('6');
  await expect(card(mine, 'strike').locator('img')).toBeVisible();
  await card(mine, 'strike').click();
  await expect(footer(mine)).toContainText('8 selected');
  await card(mine, 'march').click({ modifiers: ['Control'] });
  await expect(footer(mine)).toContainText('12 selected');
  await card(mine, 'march').click({ button: 'right' });
  await expect(mine.getByRole('menuitem', { name: 'Tag…' })).toBeVisible();
  await mine.keyboard.press('Escape');
  await keep(mine, 'stage-cards');
  await fine(mine);
  await mine.reload();
  await expect(mine.locator('.card')).toHaveCount(3);
  await card(mine, 'march').dblclick();
  await expect(mine).not.toHaveURL(/show=cards/);
  await expect(mine.locator('.header').filter({ hasText: 'march' })).toBeInViewport();
});

test('groups as cards, by keys alone: V then G, arrows, Space, Enter; headers of outer levels fold', async () => {
  await open(`group=${groupBy('folder', 'year')}`);
  await tabTo(mine, 'Pictures');
  await mine.keyboard.press('v');
  await mine.keyboard.press('g');
  await expect(mine).toHaveURL(/show=cards/);
  await expect(mine.locator('.card')).not.toHaveCount(0);
  await tabTo(mine, 'Groups as cards');
  await mine.keyboard.press('ArrowRight');
  await expect(mine.locator('.card').first()).toHaveClass(/focused/);
  await mine.keyboard.press('Space');
  await expect(footer(mine)).toContainText('10 selected');
  await mine.keyboard.press('Shift+ArrowRight');
  await expect(footer(mine)).toContainText('14 selected');
  await keep(mine, 'stage-cards-nested');
  await mine.keyboard.press('Escape');
  await mine.keyboard.press('End');
  await expect(mine.locator('.card').last()).toHaveClass(/focused/);
  const last = (await mine.locator('.card').last().locator('.name').textContent())!;
  await mine.keyboard.press('Enter');
  await expect(mine).not.toHaveURL(/show=cards/);
  await expect(mine.locator('.header').filter({ hasText: last }).last()).toBeInViewport();
  await expect(mine.locator('.guide').first()).toBeVisible();
  await keep(mine, 'stage-guides');
  await fine(mine);
  // The same lines stand beside the rows of the table; a click leads to the group's header.
  await open(`show=table&group=${groupBy('folder', 'year', 'subject')}`);
  await expect(mine.locator('.table .guide')).not.toHaveCount(0);
  await mine.mouse.move(600, 500);
  await mine.mouse.wheel(0, 600);
  await keep(mine, 'stage-guides-table');
  await fine(mine);
  await mine.locator('.table .guide').first().click();
  await expect(mine.locator('.table .group').first()).toBeInViewport();
});

test('a tab keeps that it shows cards, and cards of nothing say what to do', async () => {
  await open('show=cards');
  await expect(mine.getByText('No groups yet')).toBeVisible();
  await keep(mine, 'stage-cards-none');
  await mine.getByRole('button', { name: 'Group by…' }).click();
  await mine.getByRole('menuitemcheckbox', { name: 'place' }).click();
  await expect(card(mine, 'Paris')).toContainText('19');
  await settings({ theme: 'light', language: 'fr', rowHeight: 300 });
  await mine.setViewportSize({ width: 1024, height: 700 });
  await open(`show=cards&group=${groupBy('folder', 'subject')}`);
  await expect(mine.locator('.card')).not.toHaveCount(0);
  await mine.mouse.move(500, 400);
  await mine.mouse.wheel(0, 200);
  await expect(mine.locator('.cards .stuck .head')).toHaveCount(1);
  await keep(mine, 'stage-cards-french');
  await fine(mine);
  await open(`group=${groupBy('folder', 'year', 'subject')}`);
  await mine.mouse.move(500, 400);
  await mine.mouse.wheel(0, 200);
  await keep(mine, 'stage-guides-light');
  await settings({ theme: 'dark', language: 'en', rowHeight: 140 });
  await mine.setViewportSize({ width: 1280, height: 800 });
});

const left = (page: Page) => page.locator('.sides > .side').first();
const tile = (page: Page, place: number) => page.locator(`[id="cell-${place}"] .tile`);
const rowOf = (page: Page, place: number) => page.locator(`.table .row[data-place="${place}"]`);
const headOf = (page: Page, place: number) => page.locator(`.table [data-place="${place}"] .first`);
async function valuesOf(name: string): Promise<unknown[]> {
  const ids = Array.from({ length: 24 }, (_, at) => at + 1);
  const body = { ids, properties: [property[name]] };
  const answer = await mine.request.post(`${api}/projects/${id}/values`, { data: body });
  return ((await answer.json()) as { values: Record<string, unknown[]> }).values[String(property[name])]!;
}

test('two views side by side, by mouse: linked, the divider is dragged, the address keeps it', async () => {
  await open('');
  await mine.getByRole('button', { name: 'Two views side by side' }).click();
  await expect(mine).toHaveURL(/beside=table(,|%2C)50/);
  await expect(rowOf(mine, 0)).toBeVisible();
  await tile(mine, 3).click();
  await expect(headOf(mine, 3)).toHaveClass(/selected/);
  await headOf(mine, 5).hover();
  await expect(mine.locator('[id="cell-5"]')).toHaveClass(/hovered/);
  await tile(mine, 6).hover();
  await expect(headOf(mine, 6)).toHaveClass(/hovered/);
  await headOf(mine, 6).click({ modifiers: ['Control'] });
  await expect(mine.locator('[id="cell-6"]')).toHaveAttribute('aria-selected', 'true');
  await expect(mine.getByRole('radio', { name: 'Table' })).toBeChecked();
  const before = (await left(mine).boundingBox())!;
  await mine.mouse.move(before.x + before.width - 3, 400);
  await mine.mouse.down();
  await mine.mouse.move(before.x + before.width + 97, 400, { steps: 5 });
  await mine.mouse.up();
  const after = (await left(mine).boundingBox())!;
  expect(Math.abs(after.width - before.width - 100)).toBeLessThan(8);
  await keep(mine, 'stage-split');
  await fine(mine);
  const { search } = new URL(mine.url());
  await mine.reload();
  await expect(rowOf(mine, 0)).toBeVisible();
  expect(new URL(mine.url()).search).toBe(search);
  expect(Math.abs((await left(mine).boundingBox())!.width - after.width)).toBeLessThan(2);
  // A kind that the other side shows changes places with it.
  await tile(mine, 0).click();
  await mine.getByRole('radio', { name: 'Table' }).click();
  await expect(left(mine).locator('.sheet')).toBeVisible();
  await mine.getByRole('button', { name: 'Two views side by side' }).click();
  await expect(mine).not.toHaveURL(/beside/);
});

test('two views side by side, by keys alone, in a small window', async () => {
  await mine.setViewportSize({ width: 1024, height: 700 });
  await open(`group=${groupBy('folder')}`);
  await tabTo(mine, 'Pictures');
  await mine.keyboard.press('v');
  await mine.keyboard.press('s');
  await expect(rowOf(mine, 0)).toBeVisible();
  await tabTo(mine, 'Width of the two views');
  const before = (await left(mine).boundingBox())!.width;
  await mine.keyboard.press('ArrowLeft');
  await mine.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await left(mine).boundingBox())!.width).toBeLessThan(before - 20);
  await tabTo(mine, 'Table of pictures');
  await mine.keyboard.press('ArrowDown');
  await mine.keyboard.press('ArrowDown');
  await mine.keyboard.press('Space');
  await expect(mine.locator('[id="cell-1"]')).toHaveAttribute('aria-selected', 'true');
  await mine.keyboard.press('ControlOrMeta+End');
  await expect(mine.locator('[id="cell-23"]')).toBeInViewport();
  await keep(mine, 'stage-split-small');
  await fine(mine);
  await mine.keyboard.press('v');
  await mine.keyboard.press('s');
  await expect(mine.locator('.sides > .side')).toHaveCount(1);
  await expect(mine).toHaveURL(/show=table/);
  await mine.setViewportSize({ width: 1280, height: 800 });
});

test('pictures dropped on the header of a group get its value; where it has none to give, it says why', async () => {
  await settings({ rowHeight: 90 });
  await open(`group=${groupBy('year')}`);
  const header = (name: string) => mine.locator('.header .head').filter({ hasText: name });
  await tile(mine, 18).click();
  await tile(mine, 19).click({ modifiers: ['Control'] });
  await tile(mine, 19).hover();
  await mine.mouse.down();
  await mine.mouse.move(600, 300, { steps: 4 });
  await header('1969').hover();
  await header('1969').hover();
  await expect(header('1969')).toContainText('Set year of 2 images to 1969');
  await keep(mine, 'stage-drop');
  await mine.mouse.up();
  await expect.poll(async () => (await valuesOf('year')).filter((one) => one === 1969).length).toBe(10);
  await mine.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await valuesOf('year')).filter((one) => one === 1969).length).toBe(8);
  await open(`group=${groupBy('folder')}`);
  await tile(mine, 2).click();
  await tile(mine, 2).hover();
  await mine.mouse.down();
  await mine.mouse.move(600, 300, { steps: 4 });
  await header('south').hover();
  await header('south').hover();
  await expect(header('south')).toContainText('What is read from the files cannot be given.');
  await keep(mine, 'stage-drop-refused');
  await mine.mouse.up();
  await expect(header('south')).not.toContainText('cannot be given');
  // On a card, too.
  await open(`show=cards&group=${groupBy('subject')}`);
  await card(mine, 'strike').click();
  await card(mine, 'strike').hover();
  await mine.mouse.down();
  await mine.mouse.move(500, 500, { steps: 4 });
  await card(mine, 'march').hover();
  await card(mine, 'march').hover();
  await expect(card(mine, 'march')).toContainText('Add march to subject of 8 images');
  await keep(mine, 'stage-drop-card');
  await mine.mouse.up();
  await expect
    .poll(async () => (await valuesOf('subject')).slice(0, 8).every((one) => (one as number[]).length === 2))
    .toBe(true);
  await mine.keyboard.press('ControlOrMeta+z');
});

test('by keys alone: the selection gets the value of the group with the focus, or hears why not', async () => {
  await open(`group=${groupBy('year')}`);
  await tabTo(mine, 'Pictures');
  await mine.keyboard.press('End');
  await mine.keyboard.press('Space');
  await mine.keyboard.press('Home');
  await mine.keyboard.press('Shift+G');
  await expect.poll(async () => (await valuesOf('year'))[23]).toBe(1968);
  await mine.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await valuesOf('year'))[23]).toBe(null);
  await open(`group=${groupBy('folder')}`);
  await tabTo(mine, 'Pictures');
  await mine.keyboard.press('ArrowRight');
  await mine.keyboard.press('Space');
  await mine.keyboard.press('Shift+G');
  await expect(mine.locator('.toast').last()).toContainText('What is read from the files cannot be given.');
  await fine(mine);
});
