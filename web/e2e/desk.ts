import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Presses Tab until what has the focus bears a name: the way of someone without a mouse. */
export async function tabTo(page: Page, name: string | RegExp, most = 150): Promise<void> {
  for (let at = 0; at < most; at++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    });
    if (typeof name === 'string' ? found === name : name.test(found)) return;
  }
  throw new Error(`no Tab leads to ${String(name)}`);
}

/**
 * Nothing that axe knows of stands in anyone's way on the page as it is. An open menu lies outside the page's regions,
 * as menus do: there, `without` is `'region'`.
 */
export async function fine(page: Page, ...without: string[]): Promise<void> {
  // A picture is named by its file, not by the values that stand below it; the rule is one of axe's experiments.
  const rules = ['label-content-name-mismatch', ...without];
  const { violations } = await new AxeBuilder({ page }).disableRules(rules).analyze();
  expect(
    violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join(' | ')}`,
    ),
  ).toEqual([]);
}

export const toast = (page: Page) => page.locator('.toast').last();

/** Keeps a picture of the page for whoever looks at all of them. */
export const keep = (page: Page, name: string): Promise<Buffer> => page.screenshot({ path: `e2e/out/${name}.png` });

/** Sets what the person chose, as the page would. */
export async function choose(page: Page, settings: Record<string, unknown>): Promise<void> {
  await page.request.patch('/api/v1/settings', { data: settings });
}
