import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { choose, fine, keep, toast } from './desk';
import { expect, grid, ready, scrollTo, selected, small, test } from './page';

test('what one window edits, another shows by itself', async ({ page, context }) => {
  await page.goto(small);
  await ready(page);
  const other = await context.newPage();
  await other.goto(small);
  await ready(other);
  await page.evaluate(() =>
    fetch('/api/v1/settings', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ 'visible.small0000001': [3] }),
    }),
  );
  await page.reload();
  await other.reload();
  await ready(page);
  await ready(other);
  await expect(page.locator('#cell-4 .below')).toBeVisible();
  await page.locator('#cell-4 .below').click();
  await page.keyboard.type('seen by all');
  await page.keyboard.press('Enter');
  await expect(page.locator('#cell-4')).toContainText('seen by all');
  await expect(other.locator('#cell-4')).toContainText('seen by all');
  await page.evaluate(() =>
    fetch('/api/v1/settings', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ 'visible.small0000001': null }),
    }),
  );
});

test('of two edits of one value the later stands, and the other person is told', async ({ page, browser }) => {
  const settings = { language: 'en', 'visible.small0000001': [3] };
  await choose(page, settings);
  await page.goto(small);
  await ready(page);
  const elsewhere = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const theirs = await elsewhere.newPage();
  await theirs.request.put('/api/v1/session', { data: { name: 'Ada' } });
  await theirs.goto(small);
  await ready(theirs);
  const write = async (who: Page, cell: string, text: string): Promise<void> => {
    await who.locator(`${cell} .below`).click();
    await who.keyboard.press('Control+a');
    await who.keyboard.type(text);
  };
  await write(page, '#cell-6', 'as I see it');
  await page.keyboard.press('Enter');
  await expect(theirs.locator('#cell-6')).toContainText('as I see it');
  await write(theirs, '#cell-6', 'as Ada sees it');
  await theirs.keyboard.press('Enter');
  await expect(page.locator('#cell-6')).toContainText('as Ada sees it');
  await expect(toast(page)).toContainText('Ada changed caption of IMG_0000007.jpg after you: as Ada sees it');
  await keep(page, 'live-overtaken');
  // A toast that is pointed at stays until one has read it.
  await toast(page).hover();
  await fine(page);
  await expect(theirs.locator('.toast')).toHaveCount(0);
  await toast(page).getByRole('button', { name: 'Revert' }).click();
  await expect(page.locator('#cell-6')).toContainText('as I see it');
  await expect(theirs.locator('#cell-6')).toContainText('as I see it');
  await expect(toast(theirs)).toContainText('you changed caption of IMG_0000007.jpg after you: as I see it');

  // What is being typed stays, and is told of.
  await write(page, '#cell-7', 'half a sent');
  await write(theirs, '#cell-7', 'theirs meanwhile');
  await theirs.keyboard.press('Enter');
  await expect(toast(page)).toContainText('Ada changed caption of IMG_0000008.jpg while you type: theirs meanwhile');
  await page.keyboard.type('ence');
  await page.keyboard.press('Enter');
  await expect(theirs.locator('#cell-7')).toContainText('half a sentence');
  await expect(toast(theirs)).toContainText('changed caption of IMG_0000008.jpg after you: half a sentence');
  await elsewhere.close();
  await choose(page, { 'visible.small0000001': null });
});

test('Tab goes to the same property of the next picture, with its editor open', async ({ page }) => {
  await page.goto(small);
  await ready(page);
  await page.evaluate(() =>
    fetch('/api/v1/settings', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ 'visible.small0000001': [3] }),
    }),
  );
  await page.reload();
  await ready(page);
  await page.locator('#cell-2 .below').click();
  for (const text of ['first', 'second', 'third']) {
    await expect(page.locator('input:focus, textarea:focus')).toBeVisible();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Escape');
  await expect(page.locator('#cell-2')).toContainText('first');
  await expect(page.locator('#cell-3')).toContainText('second');
  await expect(page.locator('#cell-4')).toContainText('third');
  await grid(page).focus();
  await page.keyboard.press('Control+z');
  await expect(page.locator('#cell-4')).not.toContainText('third');
  await page.keyboard.press('Control+Shift+z');
  await expect(page.locator('#cell-4')).toContainText('third');
});

/** A fake server of one's own, to be killed. */
async function fake(port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['src/testing/fake.js', '300', String(port)], {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child;
}

test('a server that was killed is told, and nothing is lost when it is back', async ({ page }) => {
  const port = 20_000 + (process.pid % 20_000);
  let server = await fake(port);
  try {
    await page.goto(`http://127.0.0.1:${port}${small}`);
    await ready(page);
    await scrollTo(page, 0.5);
    await page.waitForTimeout(500);
    await ready(page);
    const cell = page.locator('.cell').nth(12);
    const id = await cell.getAttribute('id');
    await cell.locator('.tile').click();
    const top = await grid(page).evaluate((element) => element.scrollTop);
    server.kill('SIGKILL');
    await expect(page.getByText('The server does not answer')).toBeVisible();
    await expect(page.locator('footer')).toContainText('offline');
    await keep(page, 'live-offline');
    server = await fake(port);
    await expect(page.getByText('The server does not answer')).toHaveCount(0);
    await expect(page.locator('footer')).toContainText('saved');
    await expect(selected(page)).toHaveCount(1);
    await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
    expect(await grid(page).evaluate((element) => element.scrollTop)).toBe(top);
    // The server knows nothing of before: what is scrolled to comes from a new view.
    await scrollTo(page, 1);
    await expect(page.locator('#cell-299')).toBeInViewport();
  } finally {
    server.kill('SIGKILL');
  }
});
