import { choose, fine, keep } from './desk';
import { expect, ready, small, test } from './page';

test('a browser that signs out shows the door in all its windows, and keeps nothing', async ({ page, context }) => {
  await page.goto(small);
  await ready(page);
  const other = await context.newPage();
  await other.goto(small);
  await ready(other);
  await page.evaluate(() => localStorage.setItem('panoptic.notices', '[]'));

  await page.getByRole('button', { name: 'you: settings and more' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Sign out of this browser' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign out of this browser' });
  await expect(dialog).toContainText('./panoptic link');
  await keep(page, 'sign-out');
  await fine(page);
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.cell').first()).toBeVisible();

  await page.getByRole('button', { name: 'you: settings and more' }).click();
  await page.getByRole('menuitem', { name: 'Sign out of this browser' }).click();
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  for (const window of [page, other]) {
    await expect(window.getByRole('heading', { name: 'This browser is not let in' })).toBeVisible();
    await expect(window.getByText('./panoptic link')).toBeVisible();
    await expect(window.locator('.cell')).toHaveCount(0);
    await expect(window.locator('header')).not.toContainText('A few pictures');
    expect(await window.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])).toEqual([]);
    expect(await window.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  }
  await keep(page, 'signed-out');
  await fine(page);
});

test('what the server refuses is said in French to whom reads French', async ({ page }) => {
  await choose(page, { language: 'fr' });
  await page.goto('/p/nothing00000');
  await expect(page.getByText('il n’y a pas de tel projet')).toBeVisible();
  await keep(page, 'refused-french');
  await choose(page, { language: 'en' });
  await page.reload();
  await expect(page.getByText('there is no such project')).toBeVisible();
});
