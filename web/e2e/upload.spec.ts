import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { empty, expect, ready, test } from './page';
import { choose, fine, keep, tabTo } from './desk';
import { dragOver } from './drop';
import { scratch } from './program';

const folder = scratch('drop');
const harvest = join(folder, 'Harvest');

test.beforeAll(() => {
  mkdirSync(join(harvest, 'north', 'deep'), { recursive: true });
  mkdirSync(join(harvest, '.hidden'));
  for (let number = 0; number < 120; number++)
    writeFileSync(join(harvest, 'north', `${number}.jpg`), `picture ${number}`);
  writeFileSync(join(harvest, 'north', 'deep', 'last.png'), 'picture');
  writeFileSync(join(harvest, 'false.jpg'), 'no picture at all');
  writeFileSync(join(harvest, 'huge.tif'), Buffer.alloc(200_000));
  writeFileSync(join(harvest, 'notes.txt'), 'text');
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder dropped at Home becomes a project of its name, and what was not taken is told', async ({ page }) => {
  await choose(page, { language: 'en', theme: 'dark' });
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Projects' })).toBeVisible();
  const letGo = await dragOver(page, [harvest]);
  await expect(page.getByText('copied into a new project')).toBeVisible();
  await keep(page, 'drop-home');
  const paths: string[] = [];
  page.on('request', (request) => {
    const path = request.headers()['panoptic-path'];
    if (path) paths.push(decodeURIComponent(path));
  });
  await letGo();
  await expect(page).toHaveURL(/\/p\//);
  await expect(page).toHaveTitle(/Harvest/);
  await ready(page);
  expect(paths).toContain('Harvest/north/deep/last.png');
  expect(paths).toContain('Harvest/north/119.jpg');
  expect(paths.length).toBe(122);
  await page.getByRole('button', { name: /Tasks and notifications/ }).click();
  const tray = page.getByRole('dialog', { name: 'Tasks and notifications' });
  const upload = tray.locator('.task', { hasText: 'Upload' });
  await expect(upload).toContainText('121 of 123');
  await expect(upload).toContainText('2 skipped');
  await upload.getByRole('button', { name: '2 files were not taken: why' }).click();
  await expect(upload).toContainText('Harvest/false.jpg is not a picture that Panoptic reads');
  await expect(upload).toContainText('Harvest/huge.tif: it is larger than an upload takes');
  await keep(page, 'upload-done');
  await fine(page);
  await tray.getByRole('button', { name: 'Clear what has ended' }).click();
  const id = /\/p\/([a-z0-9]+)/.exec(page.url())![1]!;
  await page.goto('/');
  await page.getByRole('button', { name: 'Menu of Harvest' }).click();
  await page.getByRole('menuitem', { name: 'Delete with its files…' }).click();
  await expect(page.getByRole('dialog')).toContainText('121 pictures that were uploaded into it are deleted too.');
  await keep(page, 'home-delete-uploads');
  await page.request.delete(`/api/v1/projects/${id}`);
});

test('a lost connection is waited for, and what is given up is forgotten', async ({ page }) => {
  await choose(page, { language: 'fr', theme: 'light' });
  await page.goto(empty);
  let lost = true;
  let dropped = 0;
  await page.route('**/files/*', (route) => (lost ? route.abort('connectionreset') : route.fallback()));
  await page.route('**/uploads/*', (route) => {
    if (route.request().method() === 'DELETE') dropped++;
    return route.fallback();
  });
  let letGo = await dragOver(page, [harvest]);
  await expect(page.getByText('Lâchez : les images')).toBeVisible();
  await keep(page, 'drop-project-fr');
  await letGo();
  await expect(page.locator('.task-status')).toContainText('Envoi d’images');
  // Leaving is asked about while it runs, and only then.
  const leaves = (): Promise<boolean> =>
    page.evaluate(() => window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
  expect(await leaves()).toBe(false);
  await keep(page, 'upload-running-fr');
  await page.locator('.task-status').click();
  const tray = page.getByRole('dialog');
  await fine(page);
  await tray.getByRole('button', { name: 'Arrêter', exact: true }).click();
  await expect(tray.locator('.task').first()).toContainText('arrêté');
  await expect.poll(() => dropped).toBeGreaterThan(0);
  expect(await leaves()).toBe(true);
  letGo = await dragOver(page, [join(harvest, 'north', '1.jpg')]);
  await letGo();
  await expect(page.locator('.task-status')).toContainText('Envoi d’images');
  lost = false;
  await expect(tray.locator('.task', { hasText: 'Envoi' }).first()).toContainText('1 sur 1');
  await ready(page);
  await choose(page, { language: 'en', theme: 'dark' });
});

test('pictures of this device are uploaded by keys alone', async ({ page }) => {
  await choose(page, { language: 'en', theme: 'dark' });
  await page.goto('/');
  await tabTo(page, 'New project');
  await page.keyboard.press('Enter');
  const chooser = page.getByRole('dialog', { name: /New project/ });
  await expect(chooser.getByRole('option').nth(1)).toBeFocused();
  await keep(page, 'chooser-device');
  await fine(page);
  const asked = page.waitForEvent('filechooser');
  await tabTo(page, 'Upload pictures…');
  await page.keyboard.press('Enter');
  await (await asked).setFiles([join(harvest, 'north', '1.jpg'), join(harvest, 'north', '2.jpg')]);
  await expect(page).toHaveTitle(/Uploaded pictures/);
  await ready(page);
  const id = /\/p\/([a-z0-9]+)/.exec(page.url())![1]!;
  await page.request.delete(`/api/v1/projects/${id}`);
});

test('what holds no picture makes no project', async ({ page }) => {
  await choose(page, { language: 'en', theme: 'dark' });
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Projects' })).toBeVisible();
  const letGo = await dragOver(page, [join(harvest, 'notes.txt')]);
  await letGo();
  await page.getByRole('button', { name: /Tasks and notifications/ }).click();
  await page.getByRole('button', { name: 'Why it failed' }).click();
  await expect(page.getByRole('dialog')).toContainText('There was no picture');
  await expect(page).toHaveURL(/\/$/);
});
