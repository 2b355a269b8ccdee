import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cells, expect, ready, test } from './page';
import { fine, keep } from './desk';
import { dragOver } from './drop';
import { freePort, paint, Program, scratch } from './program';

/** A first start with the real program, from another machine's point of view: all pictures come by the browser. */
const folder = scratch('begin');
let program: Program;

test.afterAll(async () => {
  await program.kill();
  rmSync(folder, { recursive: true, force: true });
});

test('a folder dropped at the first start becomes a project, whose copies are its own', async ({ page }) => {
  test.setTimeout(900_000);
  await paint(page, join(folder, 'Atlas', 'plates'), 12, 5);
  await paint(page, join(folder, 'Atlas', 'maps'), 3, 9);
  writeFileSync(join(folder, 'Atlas', 'plates', 'false.png'), 'no picture at all');
  writeFileSync(join(folder, 'Atlas', 'notes.txt'), 'text');
  program = new Program(join(folder, 'data'), await freePort());
  await page.goto(await program.start());
  await expect(page.getByRole('button', { name: 'Try the demo' })).toBeVisible();
  await keep(page, 'begin-first-start');
  const letGo = await dragOver(page, [join(folder, 'Atlas')]);
  await letGo();
  await expect(page).toHaveTitle(/Atlas/);
  await expect(page.locator('footer').last()).toContainText('15 of 15 images', { timeout: 60_000 });
  await ready(page);
  await expect(page.getByText('Uploaded as').first()).toBeVisible();
  await page.getByRole('button', { name: /Tasks and notifications/ }).click();
  const tray = page.getByRole('dialog', { name: 'Tasks and notifications' });
  await tray.getByRole('button', { name: '1 file was not taken: why' }).click();
  await expect(tray).toContainText('Atlas/plates/false.png is not a picture that Panoptic reads');
  await keep(page, 'begin-uploaded');
  await page.keyboard.press('Escape');
  // What is seen is the project's own copy, also once the folder it came from is gone.
  rmSync(join(folder, 'Atlas'), { recursive: true });
  const sharp = page.waitForResponse((answer) => /\/images\/\w+\/(large|full)/.test(answer.url()) && answer.ok());
  await cells(page).first().dblclick();
  await expect(page).toHaveURL(/\/i\/\d+$/);
  await sharp;
  await expect(page.getByText(/Atlas\/(plates|maps)\/picture-\d+\.jpg/).first()).toBeVisible();
  await keep(page, 'begin-opened');
  await page.goto(program.address);
  const menu = page.getByRole('button', { name: 'Menu of Atlas' });
  await menu.click();
  await keep(page, 'begin-menu');
  await page.getByRole('menuitem', { name: 'Check…' }).click();
  await expect(page.getByRole('dialog', { name: 'Check Atlas' })).toContainText('All is sound');
  await keep(page, 'begin-checked');
  await fine(page);
  await page.keyboard.press('Escape');
  await menu.click();
  const coming = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Back up' }).click();
  const backup = join(folder, 'Atlas.zip');
  await (await coming).saveAs(backup);
  expect((await coming).suggestedFilename()).toBe('Atlas.zip');
  await menu.click();
  await page.getByRole('menuitem', { name: 'Delete with its files…' }).click();
  await expect(page.getByRole('dialog')).toContainText('15 pictures that were uploaded');
  await page.getByRole('button', { name: 'Delete for ever' }).click();
  await expect(page.getByRole('button', { name: 'Try the demo' })).toBeVisible();

  // All of it comes back from the file; from half of the file nothing does.
  const restore = async (name: string, buffer: Buffer): Promise<void> => {
    const asked = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Restore a backup…' }).click();
    await (await asked).setFiles({ name, mimeType: 'application/zip', buffer });
  };
  const whole = readFileSync(backup);
  await restore('Atlas.zip', whole.subarray(0, whole.length / 2));
  await expect(page.getByRole('alert')).toContainText('is no sound backup');
  await keep(page, 'begin-restore-refused');
  await fine(page);
  await page.getByRole('button', { name: 'Close' }).last().click();
  await restore('Atlas.zip', whole);
  await expect(page).toHaveTitle(/Atlas/);
  await expect(page.locator('footer').last()).toContainText('15 of 15 images', { timeout: 60_000 });
  await ready(page);
  await expect(page.getByText('Uploaded as').first()).toBeVisible();
});
