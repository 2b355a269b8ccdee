import { writeFileSync } from 'node:fs';
import type { CDPSession, Page } from '@playwright/test';
import { choose } from './desk';
import { expect, million, ready, test, wide } from './page';

/** What is held to at a million images, in bytes and nodes. Times are written to scale.json: other programs share the machine. */
const bounds = { answers: 300_000, program: 400_000, nodes: 3_000, heap: 200e6 };
/** A task that takes longer is a long one, in ms. */
const longTask = 50;

/** What one task of the main thread took of the processor, in ms; waiting for other programs does not count. */
async function traceTasks(session: CDPSession): Promise<() => Promise<number[]>> {
  interface Event {
    name: string;
    pid: number;
    tid: number;
    ts: number;
    dur?: number;
    tdur?: number;
    args?: { name?: string };
  }
  const events: Event[] = [];
  const browser = session;
  browser.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as Event[])
      if (event.name === 'thread_name' || (event.name.endsWith('RunTask') && (event.tdur ?? 0) > 20_000))
        events.push(event);
  });
  await browser.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] },
  } as never);
  return async () => {
    const complete = new Promise((resolve) => browser.once('Tracing.tracingComplete', resolve));
    await browser.send('Tracing.end');
    await complete;
    const main = new Set(
      events.filter((one) => one.args?.name === 'CrRendererMain').map((one) => `${one.pid}/${one.tid}`),
    );
    if (main.size === 0) throw new Error('the trace names no main thread');
    // A task is told by each layer that runs it: the outermost counts.
    let end = 0;
    return events
      .filter((one) => one.tdur && main.has(`${one.pid}/${one.tid}`))
      .sort((one, other) => one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0))
      .flatMap((one) => {
        if (one.ts < end) return [];
        end = one.ts + (one.dur ?? 0);
        return [one.tdur! / 1_000];
      });
  };
}

/** Scrolls 200 screens, a twelfth in each frame, then 40 times anywhere at once; answers what was seen on the way. */
function scrollFar(page: Page) {
  return page.evaluate(async () => {
    const element = document.querySelector<HTMLElement>('.grid')!;
    const screen = element.clientHeight;
    let nodes = 0;
    let empty = 0;
    let unknown = 0;
    let frames = 0;
    const started = performance.now();
    for (let moved = 0; moved < screen * 200; moved += screen / 12) {
      element.scrollTop += screen / 12;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      frames++;
      // Two points, further apart than the gap between rows.
      const seen = [500, 508].map((y) => document.elementFromPoint(700, y)?.closest('.row, .header, .skeleton'));
      if (!seen.some(Boolean)) empty++;
      else if (!seen.some((one) => one && !one.matches('.skeleton'))) unknown++;
      nodes = Math.max(nodes, document.getElementsByTagName('*').length);
    }
    const seconds = (performance.now() - started) / 1000;
    // Then as a dragged thumb does: anywhere, at once.
    for (let turn = 0; turn < 40; turn++) {
      element.scrollTop = ((turn * 617) % 1000) * 0.001 * (element.scrollHeight - screen);
      await new Promise((resolve) => setTimeout(resolve, 60));
      nodes = Math.max(nodes, document.getElementsByTagName('*').length);
    }
    const memory = (performance as unknown as { memory: { usedJSHeapSize: number } }).memory;
    return { nodes, empty, unknown, frames, seconds, heap: memory.usedJSHeapSize };
  });
}

test('a million opens soon, with few bytes, and scrolls without a long task', async ({ page }) => {
  test.setTimeout(240_000);
  const sent = { program: 0, answers: 0, pictures: 0 };
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const kinds = new Map<string, keyof typeof sent>();
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const path = new URL(response.url).pathname;
    kinds.set(requestId, path.includes('/images/') ? 'pictures' : path.startsWith('/api/') ? 'answers' : 'program');
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    if (kind) sent[kind] += encodedDataLength;
  });
  // As it is for somebody who has just come, whatever the journeys before have set.
  await choose(page, { rowHeight: null, 'visible.synthetic001': null, sideOpen: null, inspectorOpen: null });
  await page.goto(million);
  await ready(page);
  await page.waitForTimeout(1_000);
  const program = sent.program;
  const useful: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    sent.answers = 0;
    await page.reload({ waitUntil: 'commit' });
    await page.waitForFunction(
      () => {
        const image = document.querySelector<HTMLImageElement>('.grid .cell img');
        return image?.complete && image.naturalWidth > 0;
      },
      undefined,
      { polling: 'raf' },
    );
    useful.push(await page.evaluate(() => performance.now()));
  }
  await page.waitForTimeout(500);
  const opened = { ...sent };
  const median = useful.toSorted((one, other) => one - other)[2]!;

  const tasks = await traceTasks(session);
  const figures = await scrollFar(page);
  const long = (await tasks()).filter((one) => one > longTask);
  const result = {
    usefulMs: Math.round(median),
    answerBytes: opened.answers,
    programBytes: program,
    nodes: figures.nodes,
    heapMb: Math.round(figures.heap / 1e6),
    longTasks: long.length,
    longestTaskMs: Math.round(Math.max(0, ...long)),
    framesEmpty: figures.empty,
    framesOfRowsToCome: figures.unknown,
    frames: figures.frames,
    seconds: Math.round(figures.seconds * 10) / 10,
  };
  writeFileSync('e2e/out/scale.json', JSON.stringify(result, null, 2));
  console.log(JSON.stringify(result));
  expect(figures.nodes).toBeLessThan(bounds.nodes);
  expect(figures.empty).toBe(0);
  expect(figures.heap).toBeLessThan(bounds.heap);
  expect(opened.answers).toBeLessThan(bounds.answers);
  expect(program).toBeLessThan(bounds.program);
});

test('three values below each picture cost no long task either', async ({ page }) => {
  test.setTimeout(240_000);
  await choose(page, { rowHeight: null, 'visible.synthetic001': [1, 2, 3], sideOpen: null, inspectorOpen: null });
  try {
    await page.goto(million);
    await ready(page);
    await expect(page.locator('.cell .value-view').first()).toBeVisible();
    await page.waitForTimeout(1_000);
    const tasks = await traceTasks(await page.context().newCDPSession(page));
    const { nodes, empty } = await scrollFar(page);
    const longest = Math.round(Math.max(0, ...(await tasks())));
    writeFileSync('e2e/out/scale-values.json', JSON.stringify({ nodes, longestTaskMs: longest }, null, 2));
    console.log(JSON.stringify({ nodes, longestTaskMs: longest }));
    expect(longest).toBeLessThan(longTask);
    expect(nodes).toBeLessThan(bounds.nodes);
    expect(empty).toBe(0);
  } finally {
    await choose(page, { 'visible.synthetic001': null });
  }
});

/** Scrolls the table 100 screens down and, all the while, to the last column and back; then 40 times anywhere at once. */
function scrollTable(page: Page) {
  return page.evaluate(async () => {
    const element = document.querySelector<HTMLElement>('.sheet')!;
    const screen = element.clientHeight;
    let nodes = 0;
    let empty = 0;
    let frames = 0;
    const look = (): void => {
      nodes = Math.max(nodes, document.getElementsByTagName('*').length);
    };
    for (let moved = 0; moved < screen * 100; moved += screen / 12) {
      element.scrollTop += screen / 12;
      const across = element.scrollWidth - element.clientWidth;
      element.scrollLeft = across * (0.5 - 0.5 * Math.cos(frames / 60));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      frames++;
      if (!document.elementFromPoint(700, 500)?.closest('.row, .to-come')) empty++;
      look();
    }
    for (let turn = 0; turn < 40; turn++) {
      element.scrollTop = ((turn * 617) % 1000) * 0.001 * (element.scrollHeight - screen);
      await new Promise((resolve) => setTimeout(resolve, 60));
      look();
    }
    const memory = (performance as unknown as { memory: { usedJSHeapSize: number } }).memory;
    return { nodes, empty, frames, heap: memory.usedJSHeapSize };
  });
}

test('a table of a million rows and fifty columns scrolls both ways without an empty frame', async ({ page }) => {
  test.setTimeout(240_000);
  const visible = Array.from({ length: 50 }, (_, at) => at + 1);
  await choose(page, { 'visible.wide00000001': visible, tableRows: null, sideOpen: null, inspectorOpen: null });
  await page.goto(`${wide}?show=table`);
  await expect(page.locator('.sheet')).toHaveAttribute('aria-colcount', '51');
  await expect(page.locator('.sheet .cell .value-view').first()).toBeVisible();
  await page.waitForTimeout(1_000);
  const tasks = await traceTasks(await page.context().newCDPSession(page));
  const { nodes, empty, frames, heap } = await scrollTable(page);
  const all = await tasks();
  const result = {
    nodes,
    heapMb: Math.round(heap / 1e6),
    longTasks: all.filter((one) => one > longTask).length,
    longestTaskMs: Math.round(Math.max(0, ...all)),
    framesEmpty: empty,
    frames,
  };
  writeFileSync('e2e/out/scale-table.json', JSON.stringify(result, null, 2));
  console.log(JSON.stringify(result));
  expect(nodes).toBeLessThan(bounds.nodes);
  expect(heap).toBeLessThan(bounds.heap);
  expect(empty).toBe(0);
});
