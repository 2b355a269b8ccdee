import { test as base, expect, type Page } from '@playwright/test';

/** Addresses of the fake server's projects. */
export const million = '/p/synthetic001';
export const wide = '/p/wide00000001';
export const small = '/p/small0000001';
export const empty = '/p/empty0000001';

/** A journey fails by whatever the page complains about, besides what its own checks find. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      await use(complaints);
      // What a browser itself says of an answer that the journey wants: a picture whose file is missing.
      const own = complaints.filter((one) => !/Failed to load resource|ERR_CONNECTION|WebSocket connection/.test(one));
      expect(own).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

export const grid = (page: Page) => page.getByRole('grid');
export const cells = (page: Page) => page.getByRole('gridcell').locator('.tile');

/** Waits until pictures of the gallery are on the page. */
export async function ready(page: Page): Promise<void> {
  await expect(cells(page).first()).toBeVisible();
  await expect(page.locator('.waiting')).toHaveCount(0);
}
export const selected = (page: Page) => page.locator('.cell[aria-selected=true]');

/** Scrolls the gallery by a share of its whole height. */
export function scrollTo(page: Page, share: number): Promise<void> {
  return page.evaluate((to) => {
    const element = document.querySelector('.grid')!;
    element.scrollTop = to * (element.scrollHeight - element.clientHeight);
  }, share);
}
