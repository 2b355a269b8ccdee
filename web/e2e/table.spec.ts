import { rmSync } from 'node:fs';
import type { BrowserContext, Page } from '@playwright/test';
import { fine, tabTo, toast } from './desk';
import { expect, test } from './page';
import { makePosters } from './posters';
import { scratch, type Program } from './program';

/** The table with the real program, by mouse and then by keys alone. */
test.describe.configure({ mode: 'serial' });

const folder = scratch('table');
let program: Program;
let context: BrowserContext;
let mine: Page;
let id: string;
let api: string;
let property: Record<string, number> = {};

test.beforeAll(async ({ browser }) => {
  test.setTimeout(900_000);
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  mine = await context.newPage();
  const types = { year: 'number', title: 'text', subject: 'multi_tags', checked: 'checkbox', dated: 'date' };
  ({ program, api, id, property } = await makePosters(mine, folder, { north: 30, south: 12 }, types));
  const visible = Object.keys(types).map((name) => property[name]);
  await mine.request.patch(`${api}/settings`, { data: { [`visible.${id}`]: visible, language: 'en', theme: 'dark' } });
});
test.afterAll(async () => {
  await program.kill();
  rmSync(folder, { recursive: true, force: true });
});

const sheet = (page: Page) => page.getByRole('grid');
const cell = (page: Page, place: number, column: number) => page.locator(`#cell-${place}-${column}`);
const keep = (page: Page, name: string): Promise<Buffer> => page.screenshot({ path: `e2e/out/table-${name}.png` });
async function open(query = ''): Promise<void> {
  await mine.goto(`${program.address}/p/${id}?show=table${query}`);
  await expect(cell(mine, 0, 0)).toBeVisible();
  await expect(mine.locator('.waiting')).toHaveCount(0);
}
/** What the real program knows of the first instances in the order of import. */
async function valuesOf(name: string, count = 6): Promise<unknown[]> {
  const ids = Array.from({ length: count }, (_, at) => at + 1);
  const body = { ids, properties: [property[name]] };
  const answer = await mine.request.post(`${api}/projects/${id}/values`, { data: body });
  return ((await answer.json()) as { values: Record<string, unknown[]> }).values[String(property[name])]!;
}

test('the view bar and V then T show the pictures as a table, V then I as a grid; the address says which', async () => {
  await mine.goto(`${program.address}/p/${id}`);
  await expect(mine.locator('.cell .tile').first()).toBeVisible();
  await mine.getByRole('radio', { name: 'Table' }).click();
  await expect(mine).toHaveURL(/show=table/);
  await expect(sheet(mine)).toHaveAttribute('aria-rowcount', '43');
  await expect(sheet(mine)).toHaveAttribute('aria-colcount', '6');
  await sheet(mine).focus();
  await mine.keyboard.press('v');
  await expect(mine.getByRole('status').filter({ hasText: 'Pictures as a grid' })).toBeVisible();
  await mine.keyboard.press('i');
  await expect(mine).not.toHaveURL(/show=table/);
  await expect(mine.locator('.cell .tile').first()).toBeVisible();
  await mine.keyboard.press('v');
  await mine.keyboard.press('t');
  await expect(cell(mine, 0, 0)).toContainText('picture-001.jpg');
  await mine.goBack();
  await expect(mine).not.toHaveURL(/show=table/);
});

test('by mouse: a double click edits, Enter goes down, Tab to the right', async () => {
  await open();
  await cell(mine, 0, 1).dblclick();
  await mine.keyboard.type('1968');
  await keep(mine, 'editing');
  await mine.keyboard.press('Enter');
  await expect(cell(mine, 0, 1)).toHaveText('1968');
  await expect(cell(mine, 1, 1)).toHaveClass(/focused/);
  await mine.keyboard.type('1969');
  await mine.keyboard.press('Tab');
  await expect(cell(mine, 1, 2)).toHaveClass(/focused/);
  await expect(cell(mine, 1, 1)).toHaveText('1969');
  await mine.keyboard.type('A long night');
  await mine.keyboard.press('Shift+Tab');
  await expect(cell(mine, 1, 1)).toHaveClass(/focused/);
  await expect(cell(mine, 1, 2)).toHaveText('A long night');
  await expect.poll(() => valuesOf('year', 2)).toEqual([1968, 1969]);
  // Esc gives up what was typed.
  await mine.keyboard.type('7');
  await mine.keyboard.press('Escape');
  await expect(cell(mine, 1, 1)).toHaveText('1969');
  // What cannot be read stays in its field, with the reason.
  await mine.keyboard.type('19x');
  await mine.keyboard.press('Enter');
  await expect(mine.getByRole('alert')).toContainText('not a number');
  await mine.keyboard.press('Escape');
  await cell(mine, 2, 4).dblclick();
  await expect.poll(() => valuesOf('checked', 3)).toEqual([null, null, true]);
  await cell(mine, 0, 3).dblclick();
  await mine.keyboard.type('strike');
  await mine.keyboard.press('ArrowDown');
  await mine.keyboard.press('Enter');
  await expect(cell(mine, 0, 3)).toContainText('strike');
  await mine.keyboard.press('Escape');
  await fine(mine);
});

test('a block is copied and pasted as a spreadsheet does, in one step that undo takes back', async () => {
  await open();
  await cell(mine, 0, 1).click();
  await cell(mine, 1, 3).click({ modifiers: ['Shift'] });
  await mine.keyboard.press('ControlOrMeta+c');
  await expect(toast(mine)).toContainText('6 cells copied');
  expect((await mine.evaluate(() => navigator.clipboard.readText())).replace(/\r\n/g, '\n')).toBe(
    '1968\t\tstrike\n1969\tA long night\t',
  );
  await mine.evaluate(() => navigator.clipboard.writeText('1970\tOne\tstrike, march\n1971\t"Two\tlines"\t\n'));
  await cell(mine, 3, 1).click();
  await mine.keyboard.press('ControlOrMeta+v');
  await expect(cell(mine, 4, 1)).toHaveText('1971');
  await expect(cell(mine, 3, 3)).toContainText('march');
  expect(await valuesOf('title', 5)).toEqual([null, 'A long night', null, 'One', 'Two\tlines']);
  await keep(mine, 'pasted');
  await toast(mine).getByRole('button', { name: 'Undo' }).click();
  await expect(cell(mine, 4, 1)).toHaveText('');
  expect(await valuesOf('title', 5)).toEqual([null, 'A long night', null, null, null]);
});

test('a paste with a wrong cell writes nothing before the person decides', async () => {
  await open();
  await mine.evaluate(() => navigator.clipboard.writeText('1980\tgood\nnineteen\tfine\n'));
  await cell(mine, 5, 1).click();
  await mine.keyboard.press('ControlOrMeta+v');
  const report = mine.getByRole('dialog', { name: 'Not all of it can be pasted' });
  await expect(report).toContainText('nineteen');
  await expect(report).toContainText('This is not a number.');
  expect(await valuesOf('year', 7)).toEqual([1968, 1969, null, null, null, null, null]);
  await keep(mine, 'report');
  await fine(mine);
  await report.getByRole('button', { name: 'Paste the other 3 cells' }).click();
  await expect(cell(mine, 6, 2)).toHaveText('fine');
  expect(await valuesOf('year', 7)).toEqual([1968, 1969, null, null, null, 1980, null]);
});

test('by keys alone: cells, blocks, fill down, clear, and out again', async () => {
  await open();
  await tabTo(mine, 'Table of pictures');
  await mine.keyboard.press('ControlOrMeta+Home');
  await mine.keyboard.press('ArrowRight');
  await expect(cell(mine, 0, 1)).toHaveClass(/focused/);
  await mine.keyboard.press('Shift+ArrowDown');
  await mine.keyboard.press('Shift+ArrowDown');
  await mine.keyboard.press('Shift+ArrowDown');
  await mine.keyboard.press('ControlOrMeta+d');
  await expect(cell(mine, 3, 1)).toHaveText('1968');
  expect(await valuesOf('year', 5)).toEqual([1968, 1968, 1968, 1968, null]);
  await mine.keyboard.press('ControlOrMeta+z');
  await expect(cell(mine, 3, 1)).toHaveText('');
  await mine.keyboard.press('Delete');
  await expect(cell(mine, 1, 1)).toHaveText('');
  expect(await valuesOf('year', 5)).toEqual([null, null, null, null, null]);
  await mine.keyboard.press('ControlOrMeta+z');
  await expect(cell(mine, 0, 1)).toHaveText('1968');
  // Typing edits, whatever letters mean elsewhere; Home leads to the header of the row, where they mean it again.
  await mine.keyboard.press('Escape');
  await mine.keyboard.press('ArrowRight');
  await mine.keyboard.type('g i b 1');
  await mine.keyboard.press('Enter');
  await expect(cell(mine, 3, 2)).toHaveText('g i b 1');
  await mine.keyboard.press('ControlOrMeta+End');
  await expect(cell(mine, 41, 5)).toHaveClass(/focused/);
  await mine.keyboard.press('Home');
  await expect(cell(mine, 41, 0)).toHaveClass(/focused/);
  await mine.keyboard.press('Space');
  await expect(mine.locator('.row[aria-selected=true]')).toHaveCount(1);
  await mine.keyboard.press('Shift+ArrowUp');
  await expect(mine.locator('.row[aria-selected=true]')).toHaveCount(2);
  await mine.keyboard.press('Enter');
  await expect(mine).toHaveURL(/\/i\/\d+\?show=table/);
  await mine.keyboard.press('Escape');
  await expect(mine).not.toHaveURL(/\/i\//);
  await mine.keyboard.press('Escape');
  await expect(mine.locator('.row[aria-selected=true]')).toHaveCount(0);
});

test('headers sort, move, widen and hide their columns, by mouse', async () => {
  await open();
  const head = (name: string) => mine.getByRole('columnheader', { name });
  const box = async (name: string) => (await head(name).boundingBox())!;
  await head('year').getByRole('button', { name: 'year' }).first().click();
  await expect(head('year')).toHaveAttribute('aria-sort', 'ascending');
  await head('title')
    .getByRole('button', { name: 'title' })
    .first()
    .click({ modifiers: ['Shift'] });
  await expect(mine).toHaveURL(new RegExp(`sort=${property['year']}(,|%2C)${property['title']}`));
  await head('year').getByRole('button', { name: 'year' }).first().click();
  await expect(head('year')).toHaveAttribute('aria-sort', 'descending');
  // One quick pull: the hand is far from the narrow edge before the first move is heard.
  const before = await box('title');
  await mine.mouse.move(before.x + before.width, before.y + 12);
  await mine.mouse.down();
  await mine.mouse.move(before.x + before.width + 80, before.y + 12);
  await mine.mouse.up();
  await expect.poll(async () => (await box('title')).width).toBe(before.width + 80);
  const title = await box('title');
  await mine.mouse.move(title.x + 40, title.y + 12);
  await mine.mouse.down();
  await mine.mouse.move((await box('year')).x + 10, title.y + 12, { steps: 6 });
  await mine.mouse.up();
  await expect(head('title')).toHaveAttribute('aria-colindex', '2');
  await head('title').click({ button: 'right' });
  await expect(mine.getByRole('menuitem', { name: 'Open' })).toHaveCount(0);
  await keep(mine, 'header-menu');
  await mine.getByRole('menuitem', { name: 'Hide' }).click();
  await expect(head('title')).toHaveCount(0);
  await mine
    .locator('.scrubber, .heads')
    .first()
    .click({ button: 'right', position: { x: 900, y: 10 }, force: true });
  await expect(mine.getByRole('menu')).toHaveCount(0);
});

test('headers do so by keys alone; rows are made higher', async () => {
  await open();
  await mine.getByRole('button', { name: 'Columns, and height of rows' }).focus();
  await mine.keyboard.press('Enter');
  await mine.getByRole('menuitemcheckbox', { name: 'title' }).press('Enter');
  await mine.keyboard.press('Escape');
  const head = mine.getByRole('columnheader', { name: 'title' });
  await expect(head).toBeVisible();
  const width = async (): Promise<number> => (await head.boundingBox())!.width;
  const before = await width();
  await tabTo(mine, /^Table of pictures/);
  await mine.keyboard.press('Tab');
  await expect(mine.getByRole('columnheader', { name: 'year' }).getByRole('button').first()).toBeFocused();
  for (let turn = 0; turn < 5; turn++) await mine.keyboard.press('ArrowRight');
  await expect(head.getByRole('button').first()).toBeFocused();
  await mine.keyboard.press('ArrowDown');
  await mine.getByRole('menuitem', { name: 'Wider' }).press('Enter');
  await expect.poll(width).toBe(before + 40);
  await expect(head.getByRole('button').first()).toBeFocused();
  await mine.keyboard.press('ArrowDown');
  await mine.getByRole('menuitem', { name: 'Move left' }).press('Enter');
  await expect(head).toHaveAttribute('aria-colindex', '5');
  await expect(head.getByRole('button').first()).toBeFocused();
  await mine.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await tabTo(mine, /^Table of pictures/);
  await mine.keyboard.press('+');
  await expect.poll(async () => (await mine.locator('.row').first().boundingBox())!.height).toBe(72);
  await keep(mine, 'high-rows');
  await mine.keyboard.press('-');
  await mine.keyboard.press('-');
  await expect.poll(async () => (await mine.locator('.row').first().boundingBox())!.height).toBe(28);
  await keep(mine, 'low-rows');
  await fine(mine);
  await mine.keyboard.press('0');
  await mine.request.patch(`${api}/settings`, {
    data: { [`visible.${id}`]: Object.values(property).filter((one) => one > 0), [`columns.${id}`]: {} },
  });
});

test('names of tags with commas come back from the clipboard as they were', async () => {
  await open();
  const at = Number(await mine.getByRole('columnheader', { name: 'subject' }).getAttribute('aria-colindex')) - 1;
  await mine.evaluate(() => navigator.clipboard.writeText('"""Paris, May"", strike"'));
  await cell(mine, 7, at).click();
  await mine.keyboard.press('ControlOrMeta+v');
  await expect(cell(mine, 7, at)).toContainText('Paris, May');
  await expect(cell(mine, 7, at).locator('.chip')).toHaveCount(2);
  await mine.keyboard.press('ControlOrMeta+c');
  await expect(toast(mine)).toContainText('1 cell copied');
  await cell(mine, 9, at).click();
  await mine.keyboard.press('ControlOrMeta+v');
  await expect(cell(mine, 9, at).locator('.chip')).toHaveCount(2);
  const values = (await valuesOf('subject', 10)) as unknown[];
  expect(values[9]).toEqual(values[7]);
});

test('groups have the headers of the grid, and the menu of pictures is the same', async () => {
  await open('&group=-4');
  const rows = async (): Promise<number> => Number(await sheet(mine).getAttribute('aria-rowcount'));
  const all = await rows();
  expect(all).toBeGreaterThan(43);
  const north = mine.locator('.group').filter({ hasText: 'north' });
  await expect(north).toContainText('30');
  await north.getByRole('checkbox').click();
  await expect(mine.locator('footer').last()).toContainText('30 selected');
  await mine.mouse.move(700, 500);
  await mine.mouse.wheel(0, 400);
  await expect(mine.locator('.stuck')).toContainText(/north|pictures/);
  await keep(mine, 'groups');
  await fine(mine);
  await mine.locator('.table .first').nth(10).click({ button: 'right' });
  await expect(mine.getByRole('menuitem', { name: 'Open' })).toBeVisible();
  await mine.keyboard.press('Escape');
  await mine.mouse.wheel(0, -2000);
  await north.locator('.fold').click();
  await expect.poll(rows).toBe(all - 30);
});

test('what somebody else edits appears, and what is typed meanwhile stays', async () => {
  await open();
  const place = await mine.locator('.row').first().getAttribute('data-place');
  expect(place).toBe('0');
  const at = async (name: string): Promise<number> =>
    Number(await mine.getByRole('columnheader', { name }).getAttribute('aria-colindex')) - 1;
  const [year, title] = [await at('year'), await at('title')];
  await cell(mine, 8, title).dblclick();
  await mine.keyboard.type('half a sent');
  const edits = [{ property: property['year'], set: 2001, on: { ids: [9, 10] } }];
  await mine.request.post(`${api}/projects/${id}/commits`, { data: { edits } });
  await expect(cell(mine, 8, year)).toHaveText('2001');
  await mine.keyboard.type('ence');
  await mine.keyboard.press('Enter');
  await expect(cell(mine, 8, title)).toHaveText('half a sentence');
});

test('it looks finished in light and dark, in French, in a small window, and with nothing to show', async () => {
  const settings = (data: Record<string, unknown>) => mine.request.patch(`${api}/settings`, { data });
  const rtl = [
    { property: property['title'], set: 'شعارات على الجدران في باريس', on: { ids: [1] } },
    { property: property['title'], set: 'A title that goes on and on, '.repeat(12), on: { ids: [3] } },
  ];
  await mine.request.post(`${api}/projects/${id}/commits`, { data: { edits: rtl } });
  await open();
  await keep(mine, 'dark');
  await settings({ theme: 'light' });
  await open();
  await keep(mine, 'light');
  await fine(mine);
  await settings({ language: 'fr' });
  await open('&group=-4');
  await expect(mine.getByRole('grid', { name: 'Tableau des images' })).toBeVisible();
  await keep(mine, 'french');
  await mine.setViewportSize({ width: 1024, height: 700 });
  await open();
  await keep(mine, 'small');
  await settings({ [`visible.${id}`]: [] });
  await open();
  await expect(mine.getByText('Aucune propriété')).toBeVisible();
  await keep(mine, 'no-columns');
  await fine(mine);
});
