import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { cells, expect, grid, ready, selected, test } from './page';
import { freePort, paint, Program, scratch } from './program';

/** A researcher's first evening, with the real program from beginning to end: each test goes on where the one before ended. */
test.describe.configure({ mode: 'serial' });

const folder = scratch('story');
const pictures = join(folder, 'pictures');
let program: Program;
let mine: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(900_000);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  mine = await context.newPage();
  await paint(mine, join(pictures, 'first'), 80, 1);
  await paint(mine, join(pictures, 'second'), 40, 2);
  program = new Program(join(folder, 'data'), await freePort());
  await mine.goto(await program.start());
  const allowed = await mine.request.put(`${program.address}/api/v1/places`, { data: { paths: [pictures] } });
  expect(allowed.status()).toBe(200);
});
test.afterAll(async () => {
  await program.kill();
  rmSync(folder, { recursive: true, force: true });
});

const footer = (page: Page) => page.locator('footer').last();
const choose = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('option', { name: 'pictures' }).click();
  await page.getByRole('option', { name }).click();
};
async function makeProperty(page: Page, name: string, type: string): Promise<void> {
  await page.getByRole('button', { name: 'New property', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.locator(`[data-type=${type}]`).click();
  await page.getByRole('button', { name: 'Make' }).click();
  await expect(page.locator('aside, nav').getByText(name, { exact: true }).first()).toBeVisible();
}

test('a folder becomes a project, and its pictures are there', async () => {
  await mine
    .getByRole('button', { name: /Choose a folder|New project/ })
    .first()
    .click();
  await choose(mine, 'first');
  await mine.screenshot({ path: 'e2e/out/story-chooser.png' });
  await mine.getByRole('button', { name: /^Make/ }).click();
  await expect(footer(mine)).toContainText('80 of 80 images', { timeout: 60_000 });
  await ready(mine);
  expect(await cells(mine).count()).toBeGreaterThan(8);
  await mine.screenshot({ path: 'e2e/out/story-project.png' });
});

test('she opens one, walks with the arrows, zooms to the pixels and comes back', async () => {
  await mine.locator('#cell-2 .tile').dblclick();
  await expect(mine).toHaveURL(/\/i\/\d+$/);
  const first = mine.url();
  await mine.keyboard.press('ArrowRight');
  await expect(mine).not.toHaveURL(first);
  await mine.getByRole('button', { name: /1:1|100/ }).click();
  await mine.waitForTimeout(600);
  await mine.screenshot({ path: 'e2e/out/story-pixels.png' });
  await mine.keyboard.press('Escape');
  await mine.keyboard.press('Escape');
  await expect(grid(mine)).toBeVisible();
});

test('she tags fifty pictures in one gesture, undoes and redoes', async () => {
  await makeProperty(mine, 'subject', 'multi_tags');
  await mine.keyboard.press('Escape');
  await mine.locator('#cell-0 .tile').click();
  await grid(mine).focus();
  for (let turn = 0; turn < 40 && (await mine.locator('#cell-49').count()) === 0; turn++)
    await mine.mouse.wheel(0, 300);
  await mine.locator('#cell-49').scrollIntoViewIfNeeded();
  await mine.locator('#cell-49 .tile').click({ modifiers: ['Shift'] });
  await expect(footer(mine)).toContainText('50 selected');
  await mine.keyboard.press('t');
  await mine.keyboard.type('strike');
  await mine.keyboard.press('Enter');
  await mine.screenshot({ path: 'e2e/out/story-tagged.png' });
  await expect(mine.getByText(/tagged 50 images/).first()).toBeVisible();
  await mine.keyboard.press('Escape');
  await mine.keyboard.press('Control+z');
  await expect(mine.getByText(/Undone|undid/i).first()).toBeVisible();
  await mine.keyboard.press('Control+Shift+z');
  await expect(mine.getByText(/Redone|redid|again/i).first()).toBeVisible();
});

test('she writes under one picture and goes to the next with Tab', async () => {
  await makeProperty(mine, 'caption', 'text');
  await mine.keyboard.press('Escape');
  await grid(mine).focus();
  await mine.keyboard.press('Home');
  await ready(mine);
  await expect(mine.locator('#cell-0')).toContainText('strike');
  await mine.locator('#cell-0').getByText('caption').click();
  await mine.keyboard.type('the first of all');
  await mine.keyboard.press('Tab');
  await mine.keyboard.type('and the second');
  await mine.keyboard.press('Enter');
  await expect(mine.locator('#cell-0')).toContainText('the first of all');
  await expect(mine.locator('#cell-1')).toContainText('and the second');
  await mine.screenshot({ path: 'e2e/out/story-captions.png' });
});

test('a second folder arrives while she watches', async () => {
  await mine.getByRole('button', { name: 'Import folders…' }).click();
  await choose(mine, 'second');
  await mine
    .getByRole('button', { name: /^Import/ })
    .last()
    .click();
  await expect(footer(mine)).toContainText('120 images', { timeout: 60_000 });
});

test('a second browser sees each change by itself', async ({ browser, page: theirs, context }) => {
  void browser;
  void context;
  const link = (await (await mine.request.post(`${program.address}/api/v1/links`)).json()) as { url: string };
  await theirs.goto(link.url);
  await theirs.getByLabel('Your name').fill('Ada');
  await theirs.getByRole('button', { name: 'Begin' }).click();
  await expect(theirs.getByRole('dialog')).toHaveCount(0);
  await theirs.goto(mine.url());
  await ready(theirs);
  // The files have a caption of their own, further down.
  await theirs.getByRole('button', { name: 'Show caption under the pictures' }).first().click();
  await mine.locator('#cell-0').getByText('the first of all').click();
  await mine.keyboard.press('Control+a');
  await mine.keyboard.type('said by me');
  await mine.keyboard.press('Enter');
  await theirs.locator('#cell-0').getByText('said by me').click();
  await theirs.keyboard.press('Control+a');
  await theirs.keyboard.type('said by another');
  await theirs.keyboard.press('Enter');
  await expect(mine.locator('#cell-0')).toContainText('said by another');
  await expect(mine.locator('.toast').last()).toContainText(/Ada changed caption of .* after you: said by another/);
  await expect(mine.locator('header').first()).toContainText('A');
});

test('killed and started again, the page says so, and nothing is lost', async () => {
  await mine.locator('#cell-1').getByText('and the second').click();
  await mine.keyboard.type(', half typed');
  const top = await grid(mine).evaluate((element) => element.scrollTop);
  await program.kill();
  await expect(mine.getByText('The server does not answer')).toBeVisible({ timeout: 20_000 });
  await mine.screenshot({ path: 'e2e/out/story-away.png' });
  await program.start();
  await expect(mine.getByText('The server does not answer')).toHaveCount(0, { timeout: 60_000 });
  await mine.keyboard.press('Enter');
  await expect(mine.locator('#cell-1')).toContainText('half typed');
  await expect(mine.locator('#cell-0')).toContainText('said by another');
  expect(await grid(mine).evaluate((element) => element.scrollTop)).toBe(top);
  await mine.reload();
  await expect(mine.locator('#cell-1')).toContainText('half typed');
  await expect(footer(mine)).toContainText('120 of 120 images');
  expect(await selected(mine).count()).toBeLessThanOrEqual(50);
});
