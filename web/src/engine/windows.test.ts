import { expect, test } from 'vitest';
import { writeWindow, type Row } from './window';
import { Windows } from './windows';

/** A layout of rows of 100 px; a window answers at most `most` rows. */
function rowsOf(top: number, bottom: number, height: number, most = 1000): ArrayBuffer {
  const rows: Row[] = [];
  for (
    let number = Math.floor(top / 100);
    number * 100 < bottom && number * 100 < height && rows.length < most;
    number++
  )
    rows.push({
      number,
      y: number * 100,
      height: 96,
      header: false,
      depth: 0,
      first: number,
      pictureHeight: 96,
      group: -1,
      pictures: [],
    });
  return writeWindow(rows, height / 100);
}

interface Asked {
  top: number;
  signal: AbortSignal;
  answer: () => void;
  fail: () => void;
}

function setUp(height = 100_000, most = 1000) {
  const asked: Asked[] = [];
  const failures: unknown[] = [];
  let arrived = 0;
  const windows = new Windows(
    (top, bottom, signal) =>
      new Promise((resolve, reject) =>
        asked.push({
          top,
          signal,
          answer: () => resolve(rowsOf(top, bottom, height, most)),
          fail: () => reject(new Error('gone')),
        }),
      ),
    height,
    1000,
    () => arrived++,
    (problem) => failures.push(problem),
  );
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { windows, asked, failures, settle, arrived: () => arrived };
}

test('fetches what is seen first, then ahead in the direction of scrolling', async () => {
  const { windows, asked, failures, settle, arrived } = setUp();
  windows.want(5_000, 5_800);
  expect(asked.map((one) => one.top)).toEqual([5_000, 6_000, 7_000, 4_000, 8_000]);
  for (const one of asked) one.answer();
  await settle();
  expect(failures).toEqual([]);
  expect(arrived()).toBe(5);
  const seen = windows.rows(5_150, 6_050);
  expect(seen.whole).toBe(true);
  expect(seen.rows.map((row) => row.number)).toEqual([51, 52, 53, 54, 55, 56, 57, 58, 59, 60]);
  windows.want(4_000, 4_800);
  expect(asked.slice(5).map((one) => one.top)).toEqual([3_000, 2_000, 1_000]);
});

test('ends requests for what has been left behind', () => {
  const { windows, asked } = setUp();
  windows.want(0, 800);
  windows.want(90_000, 90_800);
  expect(asked.filter((one) => one.signal.aborted).map((one) => one.top)).toEqual([0, 1_000, 2_000, 3_000]);
  expect(windows.rows(0, 800)).toEqual({ rows: [], whole: false });
});

test('asks on where one window could not hold all rows', async () => {
  const { windows, asked, settle } = setUp(100_000, 4);
  windows.want(0, 400, true);
  for (let turn = 0; turn < 3; turn++) {
    asked.at(-1)!.answer();
    await settle();
  }
  expect(windows.rows(0, 1000).rows.length).toBe(10);
});

test('tells of failures, and asks again when it is wanted again', async () => {
  const { windows, asked, failures, settle } = setUp();
  windows.want(0, 500, true);
  asked[0]!.fail();
  await settle();
  expect(failures.length).toBe(1);
  windows.want(0, 500, true);
  expect(asked.length).toBe(2);
});

test('keeps a bounded number of slices', async () => {
  const { windows, asked, settle } = setUp(1_000_000);
  for (let top = 0; top < 400_000; top += 1_000) {
    windows.want(top, top + 500, true);
    asked.at(-1)!.answer();
    await settle();
  }
  windows.want(500_000, 500_500, true);
  expect(windows.rows(0, 500).whole).toBe(false);
  expect(windows.rows(399_000, 399_500).whole).toBe(true);
});

test('below the end nothing is awaited', () => {
  const { windows, asked } = setUp(0);
  windows.want(0, 800);
  expect(asked).toEqual([]);
  expect(windows.rows(0, 800)).toEqual({ rows: [], whole: true });
});
