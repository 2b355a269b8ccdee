// A real browser that opens a project again and again, and clicks on values in the side bar: how soon the page shows what that asks for. Reads one
// line of JSON, {"address": of the project's page, "cookie": a session whose settings open some properties, "turns": how many}; prints, in ms:
// {"first": from coming to the first pictures, "rows": from a click to the rows of the new view, "pictures": to all that are seen of them,
// "counts": to the counts of the other values, "asked": what of "rows" the server took, one answer after the other}.
import { createInterface } from 'node:readline';
import { chromium as playwright } from 'playwright';
import { chromium } from './chromium.js';

const lines = createInterface({ input: process.stdin });
const { address, cookie, turns } = JSON.parse((await lines[Symbol.asyncIterator]().next()).value);
const browser = await playwright.launch({
  executablePath: chromium(),
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const [name, value] = cookie.split(/=(.*)/s);
await context.addCookies([{ name, value, url: new URL(address).origin }]);
const page = await context.newPage();

await page.addInitScript(() => {
  performance.setResourceTimingBufferSize(100_000);
  const seen = (selector) => {
    const { top, bottom } = document.querySelector('.grid').getBoundingClientRect();
    return [...document.querySelectorAll(selector)].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.bottom > top && box.top < bottom;
    });
  };
  const asked = (what, since) =>
    performance.getEntriesByType('resource').filter((one) => one.startTime >= since && what.test(one.name));
  const painted = () =>
    new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))));
  let begun = 0;
  addEventListener('click', (event) => (begun = event.timeStamp), true);

  /** What the next click comes to. */
  globalThis.next = async () => {
    begun = 0;
    performance.clearResourceTimings();
    const grid = document.querySelector('.grid');
    const before = grid.getAttribute('aria-rowcount');
    const result = {};
    for (let frames = 0; frames < 600; frames++) {
      const now = await painted();
      if (begun === 0) continue;
      const isThere = grid.getAttribute('aria-rowcount') !== before && seen('.grid .skeleton').length === 0;
      if (isThere && !result.rows) {
        result.rows = now - begun;
        const way = asked(/\/(views|layouts|window\?.*)$/, begun).filter((one) => one.responseEnd < now);
        result.asked = way.reduce((sum, one) => sum + one.responseEnd - one.startTime, 0);
      }
      const images = isThere ? seen('.grid .cell img') : [];
      const isSharp = images.length > 0 && images.every((one) => one.complete && one.naturalWidth > 0);
      if (isSharp && !result.pictures) result.pictures = now - begun;
      if (!result.counts && asked(/\/facets$/, begun).some((one) => one.responseEnd > 0)) result.counts = now - begun;
      if (result.rows && result.pictures && result.counts) return result;
    }
    throw new Error(`the page did not change: ${JSON.stringify(result)}`);
  };
});

/** Opens the project and returns when its first pictures stand. */
async function open() {
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForFunction(
    () => {
      const image = document.querySelector('.grid .cell img');
      return image?.complete && image.naturalWidth > 0;
    },
    undefined,
    { polling: 'raf' },
  );
  return page.evaluate(() => performance.now());
}

// Always the same values, whatever is asked.
let seed = 7;
const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
const result = { first: [], rows: [], pictures: [], counts: [], asked: [] };
for (let turn = 0; turn < 10; turn++) {
  result.first.push(Math.round(await open()));
  await page.waitForTimeout(500);
}
await page.waitForFunction(() => document.querySelectorAll('.facet .twist-row').length > 4);
for (let turn = 0; turn < turns; turn++) {
  // Two values are chosen, of different properties, then given up again.
  const isOn = turn % 4 < 2;
  const values = page
    .locator('.facet .twist-row:not(.quiet), .side-tree .twist-row.tag')
    .and(page.locator(isOn ? ':not([aria-selected=true])' : '[aria-selected=true]'));
  const count = await values.count();
  const row = values.nth(isOn ? random(count) : 0);
  if (isOn && (await row.locator('.none').count()) > 0) {
    turn--;
    continue;
  }
  await row.scrollIntoViewIfNeeded();
  await page.waitForTimeout(400);
  const [seen] = await Promise.all([page.evaluate(() => globalThis.next()), row.click({ position: { x: 60, y: 10 } })]);
  for (const [key, ms] of Object.entries(seen)) result[key].push(Math.round(ms));
}
console.log(JSON.stringify(result));
await browser.close();
