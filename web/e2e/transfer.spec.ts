import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Download, Page } from '@playwright/test';
import { expect, ready, test } from './page';
import { fine, keep, tabTo, toast } from './desk';
import { freePort, paint, Program, scratch } from './program';

test.describe.configure({ mode: 'serial' });

const folder = scratch('transfer');
const data = join(folder, 'data');
const launcher = join(import.meta.dirname, '../../panoptic');
let program: Program;
let page: Page;

const panoptic = (...words: string[]): string =>
  execFileSync(launcher, [...words, '--data', data], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(600_000);
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await paint(page, join(folder, 'posters'), 8, 3);
  panoptic('project', 'create', 'Posters');
  panoptic('import', 'Posters', join(folder, 'posters'));
  writeFileSync(
    join(folder, 'first.csv'),
    'path;year[number];place[text];theme[multi_tags]\npicture-001.jpg;1968;=Paris;"strike,""a, b"""\npicture-002.jpg;1971;Lyon;work\n',
  );
  panoptic('values', 'Posters', join(folder, 'first.csv'));
  program = new Program(data, await freePort());
  await page.goto(await program.start());
});
test.afterAll(async () => {
  await program.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function enter(settings: Record<string, unknown>): Promise<void> {
  await page.request.patch(`${program.address}/api/v1/settings`, { data: settings });
  await page.goto(program.address);
  await page.locator('a.name', { hasText: 'Posters' }).click();
  await ready(page);
}
const textOf = async (download: Download): Promise<string> => readFileSync(await download.path(), 'utf8');

test('by mouse: an export is chosen and kept, changed, and read back with a report', async () => {
  await enter({ language: 'en', theme: 'dark' });
  await page.getByRole('button', { name: 'Export, or read values' }).click();
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  const window = page.getByRole('dialog', { name: 'Export Posters' });
  await expect(window.getByText('8 rows').first()).toBeVisible();
  await keep(page, 'transfer-export-dark-en');
  await fine(page);
  const coming = page.waitForEvent('download');
  await window.getByRole('button', { name: 'Export 8 rows' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('Posters.csv');
  const text = await textOf(download);
  expect(text).toContain('path,year[number],place[text],theme[multi_tags]\n');
  expect(text).toContain("'=Paris");
  await expect(window.getByRole('link', { name: 'Download' })).toBeVisible();
  await keep(page, 'transfer-export-ready');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Export, or read values' }).click();
  await page.getByRole('menuitem', { name: 'Read values…' }).click();
  const reading = page.getByRole('dialog', { name: 'Read values into Posters' });
  await keep(page, 'transfer-values-dark-en');
  await fine(page);
  const changed = text.replace('1968', '1,5').replace('1971', '1972') + 'nowhere.jpg,1,,\n';
  await reading
    .getByLabel('Choose a CSV file')
    .last()
    .setInputFiles({ name: 'changed.csv', mimeType: 'text/csv', buffer: Buffer.from(changed.replace('1,5', '"1,5"')) });
  await reading.getByRole('button', { name: 'Read changed.csv' }).click();
  await expect(reading.getByText('8 rows matched')).toBeVisible();
  await expect(reading.getByText('1 row names no picture')).toBeVisible();
  await expect(reading.getByRole('cell', { name: 'year[number]' })).toBeVisible();
  await keep(page, 'transfer-report-dark-en');
  await fine(page);
  await reading.getByRole('button', { name: 'Close' }).last().click();
  await toast(page).getByRole('button', { name: 'Undo' }).click();
  await expect(toast(page)).toContainText(/Reverted|Undone|Taken back/);
});

test('by keys alone, in French and in the light', async () => {
  await enter({ language: 'fr', theme: 'light' });
  await tabTo(page, 'Exporter, ou lire des valeurs');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const window = page.getByRole('dialog', { name: 'Exporter Posters' });
  await expect(window).toBeVisible();
  await keep(page, 'transfer-export-light-fr');
  await fine(page);
  await tabTo(page, 'CSV');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(window.getByRole('radio', { name: 'Parquet' })).toBeChecked();
  await expect(window.getByText('Entre les cellules')).toBeHidden();
  await keep(page, 'transfer-parquet-light-fr');
  await fine(page);
  await tabTo(page, 'Exporter 8 lignes');
  const table = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const parquet = await table;
  expect(parquet.suggestedFilename()).toBe('Posters.parquet');
  expect((await textOf(parquet)).startsWith('PAR1')).toBe(true);
  await tabTo(page, 'Exporter autre chose');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Parquet');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await tabTo(page, 'Exporter 8 lignes');
  const coming = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect(await textOf(await coming)).toContain('path;year[number]');
  await page.keyboard.press('Escape');
  await tabTo(page, 'Exporter, ou lire des valeurs');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Lire des valeurs dans Posters' })).toBeVisible();
  await keep(page, 'transfer-values-light-fr');
  await fine(page);
});
