import { expect, test } from 'vitest';
import { Scroller, tallest } from './scroller';

const view = 800;

test('is the browser’s own position for what is not tall', () => {
  const scroller = new Scroller();
  scroller.resize(100_000, view);
  expect(scroller.barHeight).toBe(100_000);
  expect(scroller.scrolled(5_000)).toBeNull();
  expect(scroller.top).toBe(5_000);
  expect(scroller.shift).toBe(0);
  expect(scroller.go(1e9)).toBe(100_000 - view);
});

test('both ends of a very tall content are exact by dragging and by wheel', () => {
  const content = 60_123_457;
  const scroller = new Scroller();
  scroller.resize(content, view);
  expect(scroller.barHeight).toBe(tallest);
  scroller.scrolled(tallest - view);
  expect(scroller.top).toBe(content - view);
  scroller.scrolled(0);
  expect(scroller.top).toBe(0);
  // To the end, back a little, and to the end by the wheel: the bar is put right before it stops short.
  let bar = scroller.go(content - view - 30_000);
  for (let step = 0; step < 400; step++) {
    const put = scroller.scrolled(Math.min(tallest - view, bar + 100));
    bar = put ?? Math.min(tallest - view, bar + 100);
  }
  expect(scroller.top).toBe(content - view);
  expect(bar).toBe(tallest - view);
});

test('the wheel moves a tall content by as many px', () => {
  const scroller = new Scroller();
  scroller.resize(50_000_000, view);
  const bar = scroller.go(25_000_000);
  const top = scroller.top;
  scroller.scrolled(bar + 120);
  expect(scroller.top).toBe(top + 120);
  scroller.scrolled(bar + 240);
  expect(scroller.top).toBe(top + 240);
  const proper = scroller.settle();
  expect(proper).toBe(scroller.barOf(scroller.top));
  expect(scroller.settle()).toBeNull();
  expect(scroller.top).toBe(top + 240);
});

test('wheeling all the way up ends at the very top', () => {
  const scroller = new Scroller();
  scroller.resize(8_500_000, view);
  let bar = scroller.go(60_000);
  for (let step = 0; step < 2_000 && scroller.top > 0; step++) {
    const next = Math.max(0, bar - 53);
    bar = scroller.scrolled(next) ?? next;
  }
  expect(scroller.top).toBe(0);
  expect(bar).toBe(0);
});

test('keeps its place when the content grows', () => {
  const scroller = new Scroller();
  scroller.resize(9_000_000, view);
  scroller.go(4_000_000);
  scroller.resize(12_000_000, view);
  expect(scroller.top).toBe(4_000_000);
});
