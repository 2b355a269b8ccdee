import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { ready } from './page';
import { freePort, paint, Program, scratch } from './program';

/** Names, values and pictures that hold a program, in the real program: the page shows them as the text that they are. */
test.describe.configure({ mode: 'serial' });

const folder = scratch('hostile');
const bomb = (mark: string): string => `<img src=x onerror="window.hacked='${mark}'">`;
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300" onload="window.hacked='svg'">
<script>window.hacked = 'svg'</script><rect width="400" height="300" fill="teal"/></svg>`;
let program: Program;
let mine: BrowserContext;
let page: Page;
let address = '';
const sha1s = new Map<string, string>();
const dialogs: string[] = [];

async function send(method: 'post' | 'patch' | 'put', path: string, data: unknown): Promise<unknown> {
  const answer = await mine.request[method](`${program.address}/api/v1${path}`, { data });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return answer.json();
}

/** Nothing ran, and nothing became an element: both the first line of defence and the second hold. */
async function harmless(): Promise<void> {
  expect(await page.evaluate(() => (window as { hacked?: unknown }).hacked)).toBeUndefined();
  await expect(page.locator('img[src="x"], svg[onload], [onerror], [onload], a[href^="javascript:" i]')).toHaveCount(0);
  expect(dialogs).toEqual([]);
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(900_000);
  mine = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await mine.newPage();
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const inside = join(folder, bomb('folder').replaceAll('/', ''));
  await paint(page, inside, 1, 7);
  mkdirSync(join(folder, 'pictures'));
  await paint(page, join(folder, 'pictures'), 1, 8);
  writeFileSync(join(inside, 'drawing.svg'), drawing);
  for (const name of [`${bomb('file')}.svg`, `"><svg onload=window.hacked=1>.svg`, `{{window.hacked=1}}.svg`])
    writeFileSync(join(inside, name), drawing.replace('teal', `#${String(name.length).padStart(3, '0')}`));
  program = new Program(join(folder, 'data'), await freePort());
  await page.goto(await program.start());
  await send('put', '/places', { paths: [folder] });
  const made = (await send('post', '/projects', { name: bomb('project'), folders: [inside] })) as { id: string };
  address = `/projects/${made.id}`;
  const tasks = async (): Promise<string> => (await mine.request.get(`${program.address}/api/v1/tasks`)).text();
  await expect.poll(tasks, { timeout: 60_000 }).toContain('"state":"done"');
  for (let id = 1; id <= 5; id++) {
    const answer = await mine.request.get(`${program.address}/api/v1${address}/instances/${id}`);
    const { name, sha1 } = (await answer.json()) as { name: string; sha1: string };
    sha1s.set(name, sha1);
  }
  expect([...sha1s.keys()]).toContain(`${bomb('file')}.svg`);
  await send('patch', '/person', { name: bomb('person') });
  await send('post', `${address}/commits`, {
    propertyGroups: [{ id: -1, name: bomb('group'), description: bomb('group description') }],
    properties: [
      { id: -1, name: bomb('property'), type: 'multi_tags', mode: 'id', propertyGroupId: -1, description: bomb('why') },
      { id: -2, name: 'words', type: 'text', mode: 'id' },
      { id: -3, name: 'link', type: 'url', mode: 'id' },
    ],
    tags: [{ id: -1, propertyId: -1, value: bomb('tag'), description: bomb('tag description') }],
    edits: [
      { property: -1, add: [-1], on: { ids: [1, 2, 3] } },
      { property: -2, set: bomb('value'), on: { ids: [1, 2, 3] } },
      { property: -3, set: "javascript:window.hacked='link'", on: { ids: [1, 2, 3] } },
    ],
  });
  const visible = Object.fromEntries([[`visible.${made.id}`, [1, 2, 3]]]);
  await send('patch', '/settings', { ...visible, theme: 'dark', language: 'en' });
});
test.afterAll(async () => {
  await program.kill();
  rmSync(folder, { recursive: true, force: true });
});

test('Home shows the name of a project as text', async () => {
  await page.goto(program.address);
  await expect(page.getByText(bomb('project')).first()).toBeVisible();
  await page.screenshot({ path: 'e2e/out/hostile-home.png' });
  await harmless();
});

test('the workbench shows names and values as text', async () => {
  await page.goto(`${program.address}/p/${address.split('/').at(-1)!}`);
  await ready(page);
  await expect(page).toHaveTitle(new RegExp('onerror'));
  for (const mark of ['group', 'property']) await expect(page.getByText(bomb(mark)).first()).toBeVisible();
  await expect(page.locator('.cell').getByText(bomb('tag')).first()).toBeVisible();
  await expect(page.locator('.cell').getByText(bomb('value')).first()).toBeVisible();
  await page.locator('#cell-0 .tile').click();
  await expect(page.getByRole('complementary').last().getByText(bomb('tag')).first()).toBeVisible();
  await page.screenshot({ path: 'e2e/out/hostile-workbench.png' });
  await harmless();
  for (let turn = 0; turn < 2; turn++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('t');
  await expect(page.getByRole('dialog').or(page.getByRole('listbox')).first()).toBeVisible();
  await harmless();
  await page.keyboard.press('Escape');
});

test('History, tasks and settings show them as text', async () => {
  await page.getByRole('button', { name: /History/ }).click();
  await expect(page.getByText(/onerror/).first()).toBeVisible();
  await page.screenshot({ path: 'e2e/out/hostile-history.png' });
  await harmless();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Tasks and notifications/ }).click();
  await expect(page.getByRole('dialog', { name: 'Tasks and notifications' })).toContainText('imported');
  await harmless();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /settings and more/ }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await expect(page.getByLabel('Name of the project')).toHaveValue(bomb('project'));
  await harmless();
  await page.keyboard.press('Escape');
});

test('one image shows its file name as text', async () => {
  for (const id of [1, 2, 3, 4, 5]) {
    await page.goto(`${program.address}/p/${address.split('/').at(-1)!}/i/${id}`);
    await expect(page.locator('.caption')).toContainText('of 5');
    await harmless();
  }
  await page.screenshot({ path: 'e2e/out/hostile-image.png' });
});

test('a drawing that holds a program is a picture when it is opened by itself', async () => {
  for (const size of ['full', 'large', 'medium', 'small']) {
    const answer = await page.goto(`${program.address}/api/v1${address}/images/${sha1s.get('drawing.svg')!}/${size}`);
    expect(answer?.status()).toBe(200);
    expect(answer?.headers()['content-type']).toMatch(/^image\/(jpeg|png|webp)$/);
    expect(await page.evaluate(() => document.contentType)).toMatch(/^image\/(jpeg|png|webp)$/);
    expect(await page.evaluate(() => document.images[0]?.naturalWidth ?? 0)).toBeGreaterThan(50);
    await harmless();
  }
});

test('what these journeys look for would be found', async () => {
  const naive = createServer((request, answer) => {
    answer.setHeader('content-type', request.url === '/drawing' ? 'image/svg+xml' : 'text/html');
    answer.end(request.url === '/drawing' ? drawing : `<!doctype html><title>x</title>${bomb('found')}`);
  });
  const port = await new Promise<number>((resolve) => {
    naive.listen(0, '127.0.0.1', () => resolve((naive.address() as { port: number }).port));
  });
  const hacked = (): Promise<unknown> => page.evaluate(() => (window as { hacked?: unknown }).hacked);
  await page.goto(`http://127.0.0.1:${port}/names`);
  await expect.poll(hacked).toBe('found');
  await expect(page.locator('img[src="x"]')).toHaveCount(1);
  await page.goto(`http://127.0.0.1:${port}/drawing`);
  await expect.poll(hacked).toBe('svg');
  naive.close();
  naive.closeAllConnections();
  // Were a name ever taken for HTML in the page, its policy would still let nothing run.
  await page.goto(program.address);
  await expect(page.getByText(bomb('project')).first()).toBeVisible();
  const blocked = page.waitForEvent('console', (message) => /Content Security Policy/.test(message.text()));
  await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), bomb('inserted'));
  await blocked;
  expect(await hacked()).toBeUndefined();
});
