import { readdirSync, readFileSync, rmSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { empty, expect, million, ready, small, test } from './page';

const folder = join(import.meta.dirname, 'out', 'screens');

interface Screen {
  name: string;
  path: string;
  prepare?: (page: Page) => Promise<void>;
}

/** Every screen and state; each is looked at in both themes, both languages and two sizes, and by axe. */
const screens: Screen[] = [
  { name: 'home', path: '/' },
  { name: 'images', path: million, prepare: ready },
  {
    name: 'groups',
    path: `${million}?group=-4,2`,
    prepare: async (page) => {
      await ready(page);
      await page.mouse.move(600, 400);
      await page.mouse.wheel(0, 700);
      await page.waitForTimeout(900);
      await ready(page);
    },
  },
  {
    name: 'selection',
    path: small,
    prepare: async (page) => {
      await ready(page);
      await page.locator('#cell-1 .tile').click();
      await page.locator('#cell-6 .tile').click({ modifiers: ['Shift'] });
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'values',
    path: small,
    prepare: async (page) => {
      await ready(page);
      await page.evaluate(() =>
        fetch('/api/v1/settings', {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ 'visible.small0000001': [1, 2, 3] }),
        }),
      );
      await page.reload();
      await ready(page);
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'image',
    path: `${small}/i/9`,
    prepare: async (page) => {
      await expect(page.locator('.caption')).toContainText('300');
      await page.waitForTimeout(800);
    },
  },
  { name: 'empty project', path: empty },
  { name: 'empty result', path: `${small}?text=nothing` },
  { name: 'one picture', path: `${small}?text=IMG_0000007`, prepare: ready },
  { name: 'keys', path: small, prepare: async (page) => (await ready(page), page.keyboard.press('?')) },
  {
    name: 'menu',
    path: small,
    prepare: async (page) => {
      await ready(page);
      await page.locator('#cell-2 .tile').click({ button: 'right' });
    },
  },
  { name: 'grouping', path: small, prepare: async (page) => (await ready(page), page.keyboard.press('g')) },
  { name: 'unknown project', path: '/p/nowhere00000' },
  { name: 'missing file', path: `${small}/i/17`, prepare: async (page) => page.waitForTimeout(800) },
];

async function put(page: Page, settings: Record<string, unknown>): Promise<void> {
  await page.evaluate(
    (body) =>
      fetch('/api/v1/settings', {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    settings,
  );
}

const looks = [
  { theme: 'dark', language: 'en', width: 1440, height: 900 },
  { theme: 'light', language: 'fr', width: 1440, height: 900 },
  { theme: 'dark', language: 'fr', width: 1024, height: 700 },
  { theme: 'light', language: 'en', width: 1024, height: 700 },
] as const;

/** A failed journey begins its process anew, and with it this: what was seen before stays. */
test.beforeAll(() => {
  const begun = Number(process.env['PANOPTIC_BEGUN'] ?? 0);
  const old = statSync(folder, { throwIfNoEntry: false });
  if (old && old.birthtimeMs < begun) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
});

for (const look of looks)
  test(`every screen in ${look.theme}, ${look.language}, ${look.width}×${look.height}, without an axe violation`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    await page.setViewportSize({ width: look.width, height: look.height });
    await page.goto('/');
    const found: string[] = [];
    for (const screen of screens) {
      await put(page, { theme: look.theme, language: look.language, 'visible.small0000001': null });
      await page.goto(screen.path);
      await screen.prepare?.(page);
      await page.waitForTimeout(500);
      const name = `${screen.name} ${look.theme} ${look.language} ${look.width}`;
      await page.screenshot({ path: join(folder, `${name}.png`) });
      const cut = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      if (cut) found.push(`${name}: wider than the window`);
      // Menus stand at the end of the document, outside all landmarks, as their pattern says.
      const { violations } = await new AxeBuilder({ page }).disableRules(['region']).analyze();
      for (const one of violations) {
        // The name of a value's button is its property's; what it shows is the value.
        const isValue = (html: string): boolean =>
          one.id === 'label-content-name-mismatch' && html.includes('value-cell');
        const nodes = one.nodes.map((node) => node.html).filter((html) => !isValue(html));
        if (nodes.length === 0) continue;
        found.push(
          `${name}: ${one.id} (${nodes
            .slice(0, 3)
            .map((html) => html.slice(0, 160))
            .join(' | ')})`,
        );
      }
    }
    await put(page, { theme: null, language: null, 'visible.small0000001': null });
    expect(found).toEqual([]);
  });

test('one sheet shows all of them', async ({ page }) => {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.png'))
    .sort();
  expect(files.length).toBe(screens.length * looks.length);
  const cards = files.map((name) => {
    const data = readFileSync(join(folder, name)).toString('base64');
    return `<figure><img src="data:image/png;base64,${data}"><figcaption>${name.replace('.png', '')}</figcaption></figure>`;
  });
  await page.setViewportSize({ width: 1840, height: 1000 });
  await page.setContent(
    `<style>body{margin:16px;background:#777;font:13px sans-serif;display:grid;grid-template-columns:repeat(4,1fr);gap:16px}
     figure{margin:0}img{width:100%;display:block}figcaption{color:#fff;padding:4px 0}</style>${cards.join('')}`,
  );
  await page.screenshot({ path: join(folder, '..', 'sheet.png'), fullPage: true });
});
