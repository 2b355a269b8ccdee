// Real browsers that look at one project, one window each, until standard input ends: how soon each shows what others write. Reads one line
// of JSON, {"address": of the project's page, "cookies": one session each}; prints "ready", and at the end what they saw, in ms:
// {"pictures": from coming to the first pictures, "shown": from writing to being shown}.
// What is written tells when that was: "at 1767225600000", in ms since 1970 by the same clock.
import { createInterface } from 'node:readline';
import { chromium as playwright } from 'playwright';
import { chromium } from './chromium.js';

const lines = createInterface({ input: process.stdin });
const { address, cookies } = JSON.parse((await lines[Symbol.asyncIterator]().next()).value);
const browser = await playwright.launch({
  executablePath: chromium(),
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
const pages = [];
const pictures = [];
for (const cookie of cookies) {
  const [name, value] = cookie.split(/=(.*)/s);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies([{ name, value, url: new URL(address).origin }]);
  const page = await context.newPage();
  await page.addInitScript(() => {
    const seen = new Map();
    const begun = Date.now();
    globalThis.shownAfter = () => [...seen.values()];
    new MutationObserver((changes) => {
      const now = Date.now();
      for (const { target, addedNodes } of changes)
        for (const node of [target, ...addedNodes])
          for (const [, at] of (node.textContent ?? '').matchAll(/\bat (\d{13})\b/g))
            if (Number(at) > begun && !seen.has(at)) seen.set(at, now - Number(at));
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  const begun = Date.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForFunction(() => {
    const image = document.querySelector('.grid .cell img');
    return image?.complete && image.naturalWidth > 0;
  });
  pictures.push(Date.now() - begun);
  pages.push(page);
}
console.log('ready');
await new Promise((resolve) => lines.once('close', resolve));
const shown = await Promise.all(pages.map((page) => page.evaluate(() => globalThis.shownAfter())));
console.log(JSON.stringify({ pictures, shown }));
await browser.close();
