import { expect, test, vi } from 'vitest';
import { TileLoader } from './tile-loader';
import type { Tile } from './tiles';

const tiles = (count: number, level = 0): Tile[] =>
  Array.from({ length: count }, (_, column) => ({ level, column, row: 0 }));

/** A server that answers when told to. */
function server() {
  const asked: {
    tile: Tile;
    signal: AbortSignal;
    answer: () => Promise<void>;
    refuse: () => Promise<void>;
    put: (share: number) => Promise<void>;
  }[] = [];
  const closed: Tile[] = [];
  const problems: unknown[] = [];
  const loader = new TileLoader(
    (tile, signal) =>
      new Promise<{ close(): void } | number>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        const settled = async (act: () => void): Promise<void> => {
          act();
          await new Promise((done) => setTimeout(done));
        };
        asked.push({
          tile,
          signal,
          answer: () => settled(() => resolve({ close: () => closed.push(tile) })),
          put: (share) => settled(() => resolve(share)),
          refuse: () => settled(() => reject(new Error('refused'))),
        });
      }),
    () => undefined,
    (problem) => problems.push(problem) < 2,
    6,
  );
  return { asked, closed, problems, loader };
}

test('asks for some at a time, in their order', async () => {
  const { asked, loader } = server();
  loader.want(tiles(7));
  expect(asked.map(({ tile }) => tile.column)).toEqual([0, 1, 2, 3]);
  expect(loader.isWaiting).toBe(true);
  await asked[0]!.answer();
  await asked[2]!.answer();
  expect(asked.length).toBe(6);
  expect([...loader.loaded].map(({ tile }) => tile.column)).toEqual([0, 2]);
});

test('a tile that is still to be cut lets others go first, and is asked for again soon', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { asked, loader } = server();
    const settled = async (act: Promise<void>): Promise<void> => {
      await vi.advanceTimersByTimeAsync(1);
      await act;
    };
    loader.want(tiles(6));
    for (const at of [0, 1, 2]) await settled(asked[at]!.put(0.25));
    expect(loader.share).toBe(0.25);
    await settled(asked[3]!.answer());
    expect(asked.map(({ tile }) => tile.column)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const at of [4, 5]) await settled(asked[at]!.put(0.5));
    expect(asked.length).toBe(6);
    expect(loader.isWaiting).toBe(true);
    await vi.advanceTimersByTimeAsync(400);
    expect(asked.slice(6).map(({ tile }) => tile.column)).toEqual([0, 1, 2, 4]);
    for (let at = 6; at < asked.length; at++) await settled(asked[at]!.answer());
    expect(loader.isWaiting).toBe(false);
    loader.want(tiles(1, 1));
    await settled(asked.at(-1)!.put(0.9));
    loader.close();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked.filter(({ tile }) => tile.level === 1).length).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});

test('gives up what is no longer wanted', async () => {
  const { asked, problems, loader } = server();
  loader.want(tiles(1));
  await asked[0]!.answer();
  loader.want(tiles(4));
  loader.want(tiles(2, 1));
  expect(asked.slice(1, 4).every(({ signal }) => signal.aborted)).toBe(true);
  await new Promise((done) => setTimeout(done));
  expect(asked.slice(4).map(({ tile }) => tile.level)).toEqual([1, 1]);
  expect(problems).toEqual([]);
});

test('keeps the last ones used, and closes the others', async () => {
  const { asked, closed, loader } = server();
  for (let column = 0; column < 8; column++) {
    loader.want([{ level: 0, column, row: 0 }]);
    await asked.at(-1)!.answer();
    loader.want(tiles(1)); // the first is used again and again
  }
  expect(closed.map((tile) => tile.column)).toEqual([1, 2]);
  loader.close();
  expect(closed.length).toBe(8);
});

test('a tile that is refused is told, and not asked for again', async () => {
  const { asked, problems, loader } = server();
  loader.want(tiles(1));
  await asked[0]!.refuse();
  loader.want(tiles(1));
  expect(asked.length).toBe(1);
  expect(problems.length).toBe(1);
  expect(loader.isWaiting).toBe(false);
});

test('a tile that cannot be had now is asked for again when tiles are wanted again', async () => {
  const { asked, problems, loader } = server();
  loader.want(tiles(2));
  await asked[0]!.refuse();
  expect(asked.length).toBe(2); // the other one
  await asked[1]!.refuse();
  expect(problems.length).toBe(2);
  expect(asked.length).toBe(2);
  expect(loader.isWaiting).toBe(true);
  loader.want(tiles(2));
  expect(asked.at(-1)!.tile.column).toBe(1);
  await asked.at(-1)!.answer();
  expect(loader.isWaiting).toBe(false);
});
