import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { fine, keep } from './desk';
import { expect, ready, test } from './page';
import { freePort, Program, scratch } from './program';

/** Facets and chips of the real program, on a made-up project of 3,000 pictures: each test begins with all of them. */
test.describe.configure({ mode: 'serial' });

const folder = scratch('filters');
const launcher = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'panoptic');
let program: Program;
let mine: Page;
let address = '';

test.beforeAll(async ({ browser }) => {
  test.setTimeout(900_000);
  const data = join(folder, 'data');
  execFileSync(launcher, ['--data', data, 'project', 'create', 'Posters', '--synthetic', '3000'], { stdio: 'pipe' });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  mine = await context.newPage();
  program = new Program(data, await freePort());
  await mine.goto(await program.start());
  await choose({ language: 'en', theme: 'dark' });
  await mine.goto(program.address);
  await mine.getByText('Posters').first().click();
  await ready(mine);
  address = mine.url();
});
test.afterAll(async () => {
  await program.kill();
  rmSync(folder, { recursive: true, force: true });
});
test.beforeEach(async () => {
  await mine.goto(address);
  await ready(mine);
});

async function choose(settings: Record<string, unknown>): Promise<void> {
  const answer = await mine.request.patch(`${program.address}/api/v1/settings`, { data: settings });
  expect(answer.ok()).toBe(true);
}
const chips = (): Locator => mine.locator('.filter-chip');
const line = (name: string | RegExp): Locator => mine.getByRole('treeitem', { name });
/** How many pictures the view has, as the status bar tells. */
const shown = async (): Promise<number> => {
  const text = (await mine.locator('footer').last().textContent()) ?? '';
  return Number(/([\d,]+) of/.exec(text)?.[1]?.replace(/,/g, '') ?? NaN);
};
const numberOf = async (row: Locator): Promise<number> =>
  Number((await row.locator('.number b').textContent())?.replace(/\D/g, ''));
async function open(name: RegExp): Promise<void> {
  const row = line(name).first();
  if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
  await expect(row).toHaveAttribute('aria-expanded', 'true');
}
/** The lines that stand under a property and tell counts. */
const counted = (): Locator => mine.locator('.twist-row:has(.number b):not([data-folder])');

test('a value is included, another one excluded, and counts follow', async () => {
  await open(/kind/);
  const first = counted().first();
  const count = await numberOf(first);
  await first.click();
  await expect(chips()).toHaveCount(1);
  await expect(chips().first()).toContainText('kind: ');
  await expect.poll(shown).toBe(count);
  await expect(first).toHaveAttribute('aria-selected', 'true');
  const folder = mine.locator('.twist-row[data-folder]:has(.of)').first();
  await expect(folder).toBeVisible();
  expect(await numberOf(folder)).toBeLessThanOrEqual(count);
  await open(/author/);
  const author = mine.getByRole('group', { name: 'author' }).locator('.twist-row:has(.number b)');
  await expect(author.first()).toContainText('/');
  const among = await numberOf(author.first());
  await author.first().click();
  await expect.poll(shown).toBe(among);
  const second = await numberOf(author.nth(1));
  await author.nth(1).click();
  await expect.poll(shown).toBe(among + second);
  await expect(chips()).toHaveCount(2);
  await expect(chips().nth(1)).toContainText(' or ');
  await author.nth(1).click();
  await author.nth(2).click({ modifiers: ['ControlOrMeta'] });
  await expect(chips()).toHaveCount(3);
  await expect(chips().nth(2)).toContainText('not author: ');
  await keep(mine, 'filters-facets-dark');
  await fine(mine);
  await mine.getByRole('searchbox', { name: 'Search in author' }).fill('zz no such');
  await expect(mine.getByText('Nothing found.')).toBeVisible();
  await mine.getByRole('button', { name: 'Clear all' }).click();
  await expect.poll(shown).toBe(3000);
});

test('a stretch of years is drawn, moved by keys and typed', async () => {
  await open(/^(Open |Close )?year/);
  const track = mine.locator('.histogram .track').first();
  const box = (await track.boundingBox())!;
  await mine.mouse.move(box.x + box.width * 0.3, box.y + 20);
  await mine.mouse.down();
  await mine.mouse.move(box.x + box.width * 0.6, box.y + 20, { steps: 4 });
  await mine.mouse.up();
  await expect(chips()).toHaveCount(1);
  await expect(chips().first()).toContainText(/year is from \d{4} to \d{4}/);
  const before = await shown();
  await keep(mine, 'filters-histogram-dark');
  await mine.getByRole('slider', { name: 'From' }).first().focus();
  await mine.keyboard.press('ArrowRight');
  await expect.poll(shown).toBeLessThan(before);
  const from = mine.getByRole('textbox', { name: 'year from' });
  await from.fill('1900');
  await mine.getByRole('textbox', { name: 'year to' }).fill('1899');
  await mine.keyboard.press('Enter');
  await expect(mine.getByText('The first end is above the second.')).toBeVisible();
  await mine.getByRole('textbox', { name: 'year to' }).fill('1950');
  await mine.keyboard.press('Enter');
  await expect(chips().first()).toContainText('year is from 1900 to 1950');
});

test('by keys alone: a condition is made, refused with the reason, changed, turned round and removed', async () => {
  await mine.keyboard.press('f');
  await mine.keyboard.type('year');
  await mine.keyboard.press('Enter');
  await expect(mine.getByRole('textbox', { name: 'Value' })).toBeFocused();
  await mine.keyboard.type('19x');
  await mine.keyboard.press('Enter');
  await expect(mine.getByText('This is not a number.')).toBeVisible();
  await mine.keyboard.press('Shift+Tab');
  await mine.keyboard.press('i');
  await mine.locator('.condition-editor select').first().selectOption('geq');
  await mine.getByRole('textbox', { name: 'Value' }).fill('1960');
  await keep(mine, 'filters-editor-dark');
  await mine.keyboard.press('Enter');
  await expect(chips()).toHaveText(['year is at least 1960']);
  const above = await shown();
  expect(above).toBeLessThan(3000);

  await mine.keyboard.press('f');
  await mine.keyboard.type('title');
  await mine.keyboard.press('Enter');
  await mine.locator('.condition-editor select').first().selectOption('regex');
  await mine.getByRole('textbox', { name: 'Value' }).fill('(');
  await mine.keyboard.press('Enter');
  await expect(mine.locator('.condition-editor .reason')).toBeVisible();
  await keep(mine, 'filters-refused-dark');
  await fine(mine);
  await mine.getByRole('textbox', { name: 'Value' }).fill('^the ');
  await mine.keyboard.press('Enter');
  await expect(chips()).toHaveCount(2);

  const first = chips().first().locator('.sentence');
  await first.focus();
  await mine.keyboard.press('Enter');
  await mine.getByRole('button', { name: 'Not', exact: true }).click();
  await expect(chips().first()).toContainText('not year is at least 1960');
  await mine.keyboard.press('Escape');
  await chips().nth(1).locator('.sentence').focus();
  await mine.keyboard.press('Delete');
  await expect(chips()).toHaveCount(1);
});

test('one chip dropped on another joins both by or, and they come apart again', async () => {
  const filter = JSON.stringify({
    all: [
      { property: -5, op: 'geq', value: 1 },
      { property: -10, op: 'lower', value: 0 },
    ],
  });
  await mine.goto(`${address}?filter=${encodeURIComponent(filter)}`);
  await expect(chips()).toHaveCount(2);
  await expect(mine.getByText('No picture fits this view')).toBeVisible();
  await expect(mine.getByRole('button', { name: /Without size is below 0.*3,000 pictures/ })).toBeVisible();
  await keep(mine, 'filters-empty-dark');
  await fine(mine);
  await chips().first().dragTo(chips().nth(1));
  await expect(chips()).toHaveCount(1);
  await expect(chips().first()).toContainText('size is below 0');
  await expect(chips().first()).toContainText(' or width is at least 1');
  await expect.poll(shown).toBe(3000);
  await chips().first().click({ button: 'right' });
  await mine.getByRole('menuitem', { name: 'Take apart' }).click();
  await expect(chips()).toHaveCount(2);
  await mine.getByRole('button', { name: /Without size/ }).click();
  await expect(chips()).toHaveCount(1);
  await expect.poll(shown).toBe(3000);
});

test('it looks finished in light and in French', async () => {
  await choose({ language: 'fr', theme: 'light' });
  const filter = JSON.stringify({
    all: [
      { any: [{ property: -5, op: 'geq', value: 1 }, { not: { property: -13, op: 'notSet' } }] },
      { property: -12, op: 'last', value: { unit: 'year', count: 300 } },
      { not: { property: -9, op: 'in', value: ['png', 'gif'] } },
    ],
  });
  await mine.goto(`${address}?filter=${encodeURIComponent(filter)}`);
  await expect(chips()).toHaveCount(3);
  await chips().first().locator('.sentence').click();
  await expect(mine.getByText('Au moins une de celles-ci')).toBeVisible();
  await keep(mine, 'filters-light-fr');
  await fine(mine);
  await mine.keyboard.press('Escape');
  await mine.setViewportSize({ width: 1024, height: 700 });
  await keep(mine, 'filters-narrow-light-fr');
});
