import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fine, keep, toast } from './desk';
import { cells, expect, grid, ready, selected, test } from './page';
import { freePort, paint, Program, scratch } from './program';

/** Tabs with the real program, by mouse and by keys, in two browsers: each test goes on where the one before ended. */
test.describe.configure({ mode: 'serial' });

const folder = scratch('tabs');
const pictures = join(folder, 'pictures');
let program: Program;
let mine: Page;
let project = '';

test.beforeAll(async ({ browser }) => {
  test.setTimeout(900_000);
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  mine = await context.newPage();
  await paint(mine, join(pictures, 'press'), 70, 1);
  await paint(mine, join(pictures, 'posters'), 30, 2);
  program = new Program(join(folder, 'data'), await freePort());
  await mine.goto(await program.start());
  await mine.request.put(`${program.address}/api/v1/places`, { data: { paths: [pictures] } });
  const data = { name: 'Posters', folders: [join(pictures, 'press'), join(pictures, 'posters')] };
  const made = await mine.request.post(`${program.address}/api/v1/projects`, { data });
  project = ((await made.json()) as { id: string }).id;
  await mine.goto(`${program.address}/p/${project}`);
  await expect(footer(mine)).toContainText('100 of 100 images', { timeout: 60_000 });
  await ready(mine);
});
test.afterAll(async () => {
  await program.kill();
  rmSync(folder, { recursive: true, force: true });
});

const footer = (page: Page) => page.locator('footer').last();
const strip = (page: Page) => page.getByRole('navigation', { name: 'Tabs' });
const tab = (page: Page, name: string | RegExp) => strip(page).locator('.name').filter({ hasText: name });
const shown = (page: Page) => strip(page).locator('[aria-current]');
const inFolder = (page: Page, name: string) => page.getByRole('treeitem', { name: new RegExp(`^${name}`) }).click();
const saved = (page: Page) =>
  page.waitForResponse((answer) => answer.request().method() === 'PATCH' && /\/tabs\/\d+$/.test(answer.url()));

test('a project without tabs shows one, All; a new one is named in place', async () => {
  await expect(shown(mine)).toHaveText('All');
  await expect(mine).toHaveTitle('Posters · Panoptic');
  await strip(mine).getByRole('button', { name: 'New tab, closed tabs' }).click();
  await keep(mine, 'tabs-new');
  await mine.getByRole('menuitem', { name: /New tab of this view/ }).click();
  await expect(strip(mine).getByRole('textbox', { name: 'Name of New tab' })).toBeFocused();
  await mine.keyboard.type('Press');
  await mine.keyboard.press('Enter');
  await expect(shown(mine)).toHaveText('Press');
  await expect(strip(mine).locator('.name')).toHaveText(['All', 'Press']);
  await expect(mine).toHaveTitle('Press · Posters · Panoptic');
  await expect(mine).toHaveURL(/\?tab=2$/);
});

test('each tab keeps its view, size, selection and place', async () => {
  const kept = saved(mine);
  await inFolder(mine, 'press');
  await kept;
  await expect(footer(mine)).toContainText('70 of 100');
  await ready(mine);
  await cells(mine).nth(2).click();
  await grid(mine).focus();
  await mine.mouse.move(700, 500);
  await mine.mouse.wheel(0, 900);
  await mine.waitForTimeout(400);
  const top = await grid(mine).evaluate((element) => element.scrollTop);
  expect(top).toBeGreaterThan(200);
  await tab(mine, 'All').click();
  await expect(footer(mine)).toContainText('100 of 100');
  await expect(selected(mine)).toHaveCount(0);
  expect(await grid(mine).evaluate((element) => element.scrollTop)).toBe(0);
  await tab(mine, 'Press').click();
  await expect(footer(mine)).toContainText('70 of 100');
  await expect(footer(mine)).toContainText('1 selected');
  await expect.poll(() => grid(mine).evaluate((element) => element.scrollTop)).toBe(top);
  await mine.goBack();
  await expect(shown(mine)).toHaveText('All');
  await mine.goForward();
  await expect(shown(mine)).toHaveText('Press');
  await keep(mine, 'tabs-two');
  await fine(mine);
});

test('by keys alone: new, name, go, move, close, undo', async () => {
  await grid(mine).focus();
  await mine.keyboard.press('v');
  await mine.keyboard.press('n');
  await expect(strip(mine).getByRole('textbox')).toBeFocused();
  await mine.keyboard.type('Third');
  await mine.keyboard.press('Enter');
  await expect(tab(mine, 'Third')).toBeFocused();
  await mine.keyboard.press('F2');
  await mine.keyboard.type('Last');
  await mine.keyboard.press('Enter');
  await expect(strip(mine).locator('.name')).toHaveText(['All', 'Press', 'Last']);
  await mine.keyboard.press('ArrowLeft');
  await expect(tab(mine, 'Press')).toBeFocused();
  await mine.keyboard.press('ArrowRight');
  await mine.keyboard.press('Tab');
  await mine.keyboard.press('Enter');
  await mine.getByRole('menuitem', { name: 'Move left' }).press('Enter');
  await expect(strip(mine).locator('.name')).toHaveText(['All', 'Last', 'Press']);
  await grid(mine).focus();
  await mine.keyboard.press('v');
  await mine.keyboard.press('1');
  await expect(shown(mine)).toHaveText('All');
  await mine.keyboard.press('v');
  await mine.keyboard.press('2');
  await expect(shown(mine)).toHaveText('Last');
  await mine.keyboard.press('v');
  await mine.keyboard.press('x');
  await expect(strip(mine).locator('.name')).toHaveText(['All', 'Press']);
  await expect(toast(mine)).toContainText('“Last” is closed.');
  await toast(mine).getByRole('button', { name: 'Undo' }).click();
  await expect(strip(mine).locator('.name')).toHaveText(['All', 'Last', 'Press']);
  await expect(shown(mine)).toHaveText('Last');
});

test('is dragged to another place and duplicated', async () => {
  await tab(mine, 'Press').dragTo(tab(mine, 'All'), { targetPosition: { x: 2, y: 10 } });
  await expect(strip(mine).locator('.name')).toHaveText(['Press', 'All', 'Last']);
  await tab(mine, 'Press').click({ button: 'right' });
  await keep(mine, 'tabs-menu');
  await fine(mine, 'region');
  await mine.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(strip(mine).getByRole('textbox', { name: 'Name of Press 2' })).toBeFocused();
  await mine.keyboard.press('Escape');
  await expect(strip(mine).locator('.name')).toHaveText(['Press', 'All', 'Last', 'Press 2']);
  await expect(footer(mine)).toContainText('70 of 100');
});

test('a selection becomes a tab', async () => {
  await ready(mine);
  await cells(mine).nth(0).click();
  await cells(mine)
    .nth(4)
    .click({ modifiers: ['Shift'] });
  await strip(mine).getByRole('button', { name: 'New tab, closed tabs' }).click();
  await mine.getByRole('menuitem', { name: 'New tab of the selection' }).click();
  await expect(strip(mine).getByRole('textbox', { name: 'Name of 5 pictures' })).toBeFocused();
  await mine.keyboard.press('Enter');
  await expect(shown(mine)).toHaveText('5 pictures');
  await expect(footer(mine)).toContainText('5 of 100');
});

test('two tabs are compared, by keys alone; a part opens as a tab', async () => {
  await tab(mine, /^Press$/).click();
  await tab(mine, /^Press$/).focus();
  await mine.keyboard.press('Tab');
  await mine.keyboard.press('Enter');
  await mine.getByRole('menuitem', { name: 'Compare with another tab…' }).press('Enter');
  const dialog = mine.getByRole('dialog', { name: 'Compare two tabs' });
  await expect(dialog.getByRole('button', { name: 'Second tab: All' })).toBeVisible();
  await expect(dialog.locator('.count')).toHaveText(['0', '70', '30']);
  await keep(mine, 'tabs-compare');
  await fine(mine);
  await dialog.getByRole('button', { name: 'Second tab: All' }).press('Enter');
  await fine(mine, 'region');
  await mine.getByRole('menuitemcheckbox', { name: '5 pictures' }).press('Enter');
  await expect(dialog.locator('.count')).toHaveText(['65', '5', '0']);
  await expect(dialog.getByRole('button', { name: 'Open: Only in 5 pictures' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Open: Only in Press' }).press('Enter');
  await expect(shown(mine)).toHaveText('Only in Press');
  await expect(footer(mine)).toContainText('65 of 100');
  await expect(mine.locator('.filter-chip')).toHaveText([
    /^in the view \(folder is in press\)$/i,
    'not in the view (one of 5 selected pictures)',
  ]);
  await grid(mine).focus();
  await mine.keyboard.press('v');
  await mine.keyboard.press('x');
  await expect(tab(mine, 'Only in Press')).toHaveCount(0);
});

test('shared, it appears in another browser; what each changes there stays her own until it is saved', async ({
  page: theirs,
}) => {
  const link = (await (await mine.request.post(`${program.address}/api/v1/links`)).json()) as { url: string };
  await theirs.goto(link.url);
  await theirs.getByLabel('Your name').fill('Ada');
  await theirs.getByRole('button', { name: 'Begin' }).click();
  await theirs.goto(`${program.address}/p/${project}`);
  await ready(theirs);
  await expect(strip(theirs).locator('.name')).toHaveText(['All']);
  await tab(mine, /^Press$/).click({ button: 'right' });
  await mine.getByRole('menuitem', { name: 'Share with the project' }).click();
  await expect(tab(theirs, 'Press')).toBeVisible();
  await tab(mine, /^Press$/).click({ button: 'right' });
  await mine.getByRole('menuitem', { name: 'Copy link' }).click();
  await expect(toast(mine)).toContainText('address is copied');
  await theirs.goto(await mine.evaluate(() => navigator.clipboard.readText()));
  await expect(shown(theirs)).toHaveText('Press');
  await expect(footer(theirs)).toContainText('70 of 100');

  const kept = saved(theirs);
  await inFolder(theirs, 'posters');
  await kept;
  await expect(theirs.locator('.differs')).toBeVisible();
  await keep(theirs, 'tabs-draft');
  await fine(theirs);
  await tab(mine, /^Press$/).click();
  await expect(footer(mine)).toContainText('70 of 100');
  await theirs.reload();
  await expect(footer(theirs)).toContainText('30 of 100');
  await strip(theirs).getByRole('button', { name: 'Menu of Press' }).click();
  await expect(theirs.getByRole('menuitem', { name: 'Make private' })).toHaveCount(0);
  await theirs.getByRole('menuitem', { name: 'Save for everyone' }).click();
  await expect(theirs.locator('.differs')).toHaveCount(0);
  await expect(toast(mine)).toContainText('Ada changed “Press”.');
  await keep(mine, 'tabs-changed');
  await toast(mine).getByRole('button', { name: 'Show' }).click();
  await expect(footer(mine)).toContainText('30 of 100');
  await strip(mine).getByRole('button', { name: 'Menu of Press' }).click();
  await mine.getByRole('menuitem', { name: 'Make private' }).click();
  await expect(toast(theirs)).toContainText('“Press” is private now.');
  await expect(footer(theirs)).toContainText('30 of 100');
});

test('a tab goes out as JSON and comes in again; all but one are closed by the menu, and come back', async () => {
  await tab(mine, 'Last').click();
  await tab(mine, 'Last').click({ button: 'right' });
  const coming = mine.waitForEvent('download');
  await mine.getByRole('menuitem', { name: 'Export as JSON' }).click();
  const file = await (await coming).path();
  const view = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  expect(view['name']).toBe('Last');
  await tab(mine, 'Last').click({ button: 'right' });
  await mine.getByRole('menuitem', { name: 'Close V X', exact: true }).click();
  await expect(tab(mine, 'Last')).toHaveCount(0);
  await expect(toast(mine)).toContainText('“Last” is closed.');

  const choosing = mine.waitForEvent('filechooser');
  await strip(mine).getByRole('button', { name: 'New tab, closed tabs' }).click();
  await mine.getByRole('menuitem', { name: 'Import a tab…' }).click();
  await (await choosing).setFiles({ name: 'last.json', mimeType: 'application/json', buffer: readFileSync(file) });
  await expect(shown(mine)).toHaveText('Last');
  await strip(mine).getByRole('button', { name: 'New tab, closed tabs' }).click();
  const again = mine.waitForEvent('filechooser');
  await mine.getByRole('menuitem', { name: 'Import a tab…' }).click();
  await (await again).setFiles({ name: 'no.json', mimeType: 'application/json', buffer: Buffer.from('[1]') });
  await expect(toast(mine)).toContainText('no.json is no tab');

  const names = await strip(mine).locator('.name').allTextContents();
  expect(names.length).toBeGreaterThan(2);
  await strip(mine).getByRole('button', { name: 'Menu of Last' }).click();
  await mine.getByRole('menuitem', { name: 'Close others' }).click();
  await expect(strip(mine).locator('.name')).toHaveText(['Last']);
  await toast(mine).getByRole('button', { name: 'Undo' }).click();
  await expect(strip(mine).locator('.name')).toHaveText(names);
});

test('killed at once and started again, all tabs are as they were left', async () => {
  await tab(mine, 'Last').click();
  const kept = saved(mine);
  await inFolder(mine, 'posters');
  await kept;
  const names = await strip(mine).locator('.name').allTextContents();
  await program.kill();
  await expect(mine.getByText('The server does not answer')).toBeVisible({ timeout: 20_000 });
  await program.start();
  await expect(mine.getByText('The server does not answer')).toHaveCount(0, { timeout: 60_000 });
  await mine.goto(`${program.address}/p/${project}`);
  await expect(shown(mine)).toHaveText('Last');
  await expect(strip(mine).locator('.name')).toHaveText(names);
  await expect(footer(mine)).toContainText('30 of 100');
});

test('is whole in light, in French and on a small screen', async () => {
  const settings = { language: 'fr', theme: 'light' };
  await mine.request.patch(`${program.address}/api/v1/settings`, { data: settings });
  await mine.setViewportSize({ width: 1024, height: 700 });
  await mine.reload();
  await ready(mine);
  await keep(mine, 'tabs-light-french');
  await fine(mine);
  for (let number = 0; number < 6; number++) {
    await grid(mine).focus();
    await mine.keyboard.press('v');
    await mine.keyboard.press('n');
    await expect(mine.getByRole('textbox', { name: /^Nom de/ })).toBeFocused();
    await mine.keyboard.type(`Un nom assez long pour un onglet, ${number + 1}`);
    await mine.keyboard.press('Enter');
  }
  const all = mine.getByRole('button', { name: 'Tous les onglets ouverts' });
  await expect(all).toBeVisible();
  for (const width of [1024, 800]) {
    await mine.setViewportSize({ width, height: 700 });
    await mine.waitForTimeout(200);
    await keep(mine, `tabs-many-${width}`);
    expect(await mine.locator('header.top').evaluate((bar) => bar.scrollWidth <= bar.clientWidth)).toBe(true);
    const name = mine.locator('header.top h1');
    expect(await name.evaluate((title) => title.scrollWidth <= title.clientWidth)).toBe(true);
  }
  await all.click();
  await keep(mine, 'tabs-listed');
  await fine(mine, 'region');
  await mine.getByRole('menuitemcheckbox', { name: 'Un nom assez long pour un onglet, 2' }).click();
  const there = mine.getByRole('navigation', { name: 'Onglets' }).locator('.name[aria-current]');
  await expect(there).toHaveText('Un nom assez long pour un onglet, 2');
  await expect(there).toBeInViewport({ ratio: 1 });
});
