import { writeFileSync } from 'node:fs';
import { expect, million, ready, test } from './page';

/** What is held to at a million images; ms, bytes and nodes. */
const bounds = { useful: 1_000, answers: 300_000, program: 400_000, nodes: 3_000, heap: 200e6, task: 50 };

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
  // The program comes from this machine's disk; what counts is what the page does then.
  await page.goto(million);
  await ready(page);
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

  const figures = await page.evaluate(async () => {
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration)));
    observer.observe({ type: 'longtask' });
    const element = document.querySelector<HTMLElement>('.grid')!;
    const screen = element.clientHeight;
    let nodes = 0;
    let white = 0;
    let frames = 0;
    const started = performance.now();
    for (let moved = 0; moved < screen * 200; moved += screen / 12) {
      element.scrollTop += screen / 12;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      frames++;
      const middle = document.elementFromPoint(700, 500)?.closest('.cell, .row, .header');
      if (!middle) white++;
      nodes = Math.max(nodes, document.getElementsByTagName('*').length);
    }
    const seconds = (performance.now() - started) / 1000;
    // Then as a dragged thumb does: anywhere, at once.
    for (let turn = 0; turn < 40; turn++) {
      element.scrollTop = ((turn * 617) % 1000) * 0.001 * (element.scrollHeight - screen);
      await new Promise((resolve) => setTimeout(resolve, 60));
      nodes = Math.max(nodes, document.getElementsByTagName('*').length);
    }
    observer.disconnect();
    const memory = (performance as unknown as { memory: { usedJSHeapSize: number } }).memory;
    return { tasks, nodes, white, frames, seconds, heap: memory.usedJSHeapSize };
  });
  const result = {
    usefulMs: Math.round(median),
    answerBytes: opened.answers,
    programBytes: opened.program,
    nodes: figures.nodes,
    heapMb: Math.round(figures.heap / 1e6),
    longTasks: figures.tasks.length,
    longestTaskMs: Math.round(Math.max(0, ...figures.tasks)),
    framesWithoutRows: figures.white,
    frames: figures.frames,
    seconds: Math.round(figures.seconds * 10) / 10,
  };
  writeFileSync('e2e/out/scale.json', JSON.stringify(result, null, 2));
  console.log(JSON.stringify(result));
  expect(figures.nodes).toBeLessThan(bounds.nodes);
  expect(figures.heap).toBeLessThan(bounds.heap);
  expect(opened.answers).toBeLessThan(bounds.answers);
  expect(figures.tasks.filter((one) => one > bounds.task)).toEqual([]);
  expect(figures.white / figures.frames).toBeLessThan(0.02);
  expect(median).toBeLessThan(bounds.useful);
});
