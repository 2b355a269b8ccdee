import type { Page } from '@playwright/test';

/** Drags files or folders of this machine over the page, as a file manager does; what it returns lets go. */
export async function dragOver(page: Page, files: string[]): Promise<() => Promise<void>> {
  const browser = await page.context().newCDPSession(page);
  const at = { x: 600, y: 400, data: { items: [], files, dragOperationsMask: 1 } };
  await browser.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at });
  await browser.send('Input.dispatchDragEvent', { type: 'dragOver', ...at });
  return async () => {
    await browser.send('Input.dispatchDragEvent', { type: 'drop', ...at });
    await browser.detach();
  };
}
