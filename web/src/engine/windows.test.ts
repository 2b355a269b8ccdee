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

/** So fast, in px/ms, that fetching ahead is of no use. */
const flight = 100;

interface Asked {
  top: number;
  signal: AbortSignal;
  answer: () => void;
  fail: () => void;
}

function setUp(height = 100_000, most = 1000, slice = 1000) {
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
    slice,
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
  expect(seen.gaps).toEqual([]);
  expect(seen.rows.map((row) => row.number)).toEqual([51, 52, 53, 54, 55, 56, 57, 58, 59, 60]);
  windows.want(4_000, 4_800, -1);
  expect(asked.slice(5).map((one) => one.top)).toEqual([3_000, 2_000, 1_000]);
});

test('fetches further ahead the faster one scrolls, and goes on with what is near', () => {
  const { windows, asked } = setUp();
  windows.want(0, 800, 5);
  expect(asked.map((one) => one.top)).toEqual([0, 1_000, 2_000, 3_000, 4_000]);
  windows.want(3_000, 3_800, 0.1);
  windows.want(40_000, 40_800, 8);
  expect(asked.filter((one) => !one.signal.aborted).map((one) => one.top)).toEqual([
    40_000, 41_000, 42_000, 39_000, 43_000, 44_000, 45_000, 46_000, 47_000,
  ]);
  windows.want(50_000, 50_800, -flight);
  expect(asked.at(-1)!.top).toBe(50_000);
  expect(asked.filter((one) => one.signal.aborted).length).toBe(7);
});

test('tells where rows are missing, up to those that reach in from beside', async () => {
  const { windows, asked, settle } = setUp(6_000, 1000, 1_050);
  windows.want(0, 6_000);
  for (const one of asked) if (one.top === 2_100 || one.top === 4_200) one.answer();
  await settle();
  const { rows, gaps } = windows.rows(2_950, 5_100);
  expect(rows.map((row) => row.number)).toEqual([29, 30, 31, 42, 43, 44, 45, 46, 47, 48, 49, 50]);
  expect(gaps).toEqual([{ top: 3_196, bottom: 4_200 }]);
  expect(windows.rows(0, 6_000).gaps).toEqual([
    { top: 0, bottom: 2_100 },
    { top: 3_196, bottom: 4_200 },
    { top: 5_296, bottom: 6_000 },
  ]);
});

test('ends requests for what has been left behind', () => {
  const { windows, asked } = setUp();
  windows.want(0, 800);
  windows.want(90_000, 90_800);
  expect(asked.filter((one) => one.signal.aborted).map((one) => one.top)).toEqual([0, 1_000, 2_000, 3_000]);
  expect(windows.rows(0, 800)).toEqual({ rows: [], gaps: [{ top: 0, bottom: 1_000 }] });
});

test('asks on where one window could not hold all rows', async () => {
  const { windows, asked, settle } = setUp(100_000, 4);
  windows.want(0, 400, flight);
  for (let turn = 0; turn < 3; turn++) {
    asked.at(-1)!.answer();
    await settle();
  }
  expect(windows.rows(0, 1000).rows.length).toBe(10);
});

test('tells of failures, and asks again when it is wanted again', async () => {
  const { windows, asked, failures, settle } = setUp();
  windows.want(0, 500, flight);
  asked[0]!.fail();
  await settle();
  expect(failures.length).toBe(1);
  windows.want(0, 500, flight);
  expect(asked.length).toBe(2);
});

test('keeps a bounded number of slices', async () => {
  const { windows, asked, settle } = setUp(1_000_000);
  for (let top = 0; top < 400_000; top += 1_000) {
    windows.want(top, top + 500, flight);
    asked.at(-1)!.answer();
    await settle();
  }
  windows.want(500_000, 500_500, flight);
  expect(windows.rows(0, 500).gaps).toEqual([{ top: 0, bottom: 1_000 }]);
  expect(windows.rows(399_000, 399_500).gaps).toEqual([]);
});

test('below the end nothing is awaited', () => {
  const { windows, asked } = setUp(0);
  windows.want(0, 800);
  expect(asked).toEqual([]);
  expect(windows.rows(0, 800)).toEqual({ rows: [], gaps: [] });
});
