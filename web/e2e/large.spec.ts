import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { crc32 } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test } from './page';
import { freePort, Program, scratch } from './program';

/** A picture that no browser should decode whole, in the real program: all its pixels are there where one looks. */
test.describe.configure({ mode: 'serial' });

const width = 11_001;
const height = 4_502;
/** px of a square of one colour: no divisor of a tile, so that squares lie across seams. */
const square = 60;
const folder = scratch('large');
let program: Program;
let mine: Page;
let address: string;

const colour = (x: number, y: number): [number, number, number] => {
  const across = Math.floor(x / square);
  const down = Math.floor(y / square);
  return [30 + ((across * 37) % 200), 30 + ((down * 53) % 200), 30 + (((across + down) * 71) % 200)];
};

/** Writes the squares as a PNG. */
function paintSquares(file: string): void {
  const raw = Buffer.alloc(height * (1 + 3 * width));
  for (let y = 0; y < height; y++) {
    const start = y * (1 + 3 * width);
    if (y % square > 0) raw.copyWithin(start, start - (1 + 3 * width), start);
    else for (let x = 0; x < width; x++) raw.set(colour(x, y), start + 1 + 3 * x);
  }
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(raw, { level: 1 });
  writeFileSync(file, Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.of())]));
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(900_000);
  const pictures = join(folder, 'pictures');
  mkdirSync(pictures);
  paintSquares(join(pictures, 'map.png'));
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  mine = await context.newPage();
  program = new Program(join(folder, 'data'), await freePort());
  await mine.goto(await program.start());
  const api = `${program.address}/api/v1`;
  await mine.request.put(`${api}/places`, { data: { paths: [pictures] } });
  const made = await mine.request.post(`${api}/projects`, { data: { name: 'Maps', folders: [pictures] } });
  const { id } = (await made.json()) as { id: string };
  await expect
    .poll(async () => ((await (await mine.request.get(`${api}/projects/${id}`)).json()) as { images: number }).images, {
      timeout: 120_000,
    })
    .toBe(1);
  address = `${program.address}/p/${id}/i/1`;
});
test.afterAll(async () => {
  await program.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** Waits until no tile is missing. */
async function sharp(page: Page): Promise<void> {
  await expect(page.locator('canvas.tiles')).toHaveAttribute('data-waiting', 'false', { timeout: 60_000 });
}

/** How far colours on the screen are from the picture's own, away from the edges of squares. */
async function difference(page: Page): Promise<{ worst: number; mean: number; looked: number }> {
  const frame = (await page.locator('.stage .picture').boundingBox())!;
  const scale = frame.width / width;
  // What floats above the stage and stands beside it is left out.
  const clip = { x: 240, y: 120, width: 840, height: 600 };
  const png = await page.screenshot({ clip });
  return page.evaluate(
    async ([base64, width, height, square, left0, top0, scale]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const pen = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
      pen.drawImage(image, 0, 0);
      const { data } = pen.getImageData(0, 0, image.width, image.height);
      const near = Math.max(2, 2 / scale);
      let [worst, sum, looked] = [0, 0, 0];
      for (let y = 0; y < image.height; y++)
        for (let x = 0; x < image.width; x++) {
          const left = left0 + (x + 0.5) / scale;
          const top = top0 + (y + 0.5) / scale;
          if (left < near || top < near || left > width - near || top > height - near) continue;
          if (Math.abs((left % square) - square / 2) > square / 2 - near) continue;
          if (Math.abs((top % square) - square / 2) > square / 2 - near) continue;
          const [across, down] = [Math.floor(left / square), Math.floor(top / square)];
          const own = [30 + ((across * 37) % 200), 30 + ((down * 53) % 200), 30 + (((across + down) * 71) % 200)];
          looked++;
          for (let band = 0; band < 3; band++) {
            const off = Math.abs(own[band]! - data[(y * image.width + x) * 4 + band]!);
            sum += off;
            worst = Math.max(worst, off);
          }
        }
      return { worst, mean: sum / (3 * looked), looked };
    },
    [
      png.toString('base64'),
      width,
      height,
      square,
      (clip.x - frame.x) / scale,
      (clip.y - frame.y) / scale,
      scale,
    ] as const,
  );
}

test('the small picture stays until the pixels come, and that they come is told', async () => {
  await mine.route(/\/tiles\//, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    // Whoever was still waiting when this route was taken back has gone on by itself.
    await route.continue().catch(() => undefined);
  });
  await mine.goto(address);
  await expect(mine.locator('.stage .picture img').last()).toBeVisible();
  await mine.mouse.move(700, 400);
  for (let turn = 0; turn < 6; turn++) await mine.mouse.wheel(0, -100);
  await expect(mine.getByRole('progressbar', { name: 'All pixels are on their way' })).toBeVisible();
  await mine.screenshot({ path: 'e2e/out/large-coming.png' });
  // Soft, but there: nothing is white or black.
  expect((await difference(mine)).mean).toBeLessThan(45);
  await mine.unroute(/\/tiles\//);
  await sharp(mine);
  await expect(mine.getByRole('progressbar')).toHaveCount(0);
});

test('at 100 % the pixels are those of the file, without a seam', async () => {
  await mine.keyboard.press('0');
  await mine.locator('.stage').dblclick({ position: { x: 900, y: 420 } });
  await expect(mine.getByRole('button', { name: '1:1' })).toHaveAttribute('aria-pressed', 'true');
  await sharp(mine);
  const found = await difference(mine);
  expect(found.looked).toBeGreaterThan(100_000);
  expect(found.worst).toBeLessThan(12);
  await mine.screenshot({ path: 'e2e/out/large-pixels.png' });
  // Pushed about, by some px that are no whole squares, to the corner.
  for (const [x, y] of [
    [-333, -141],
    [-900, -500],
  ] as const) {
    await mine.mouse.move(1100, 700);
    await mine.mouse.down();
    await mine.mouse.move(1100 + x, 700 + y, { steps: 8 });
    await mine.mouse.up();
    await sharp(mine);
    expect((await difference(mine)).worst).toBeLessThan(12);
  }
});

test('every scale between fits the picture, as few tiles as it needs', async () => {
  await mine.keyboard.press('0');
  await mine.mouse.move(640, 380);
  let tiles = 0;
  mine.on('request', (request) => (tiles += request.url().includes('/tiles/') ? 1 : 0));
  for (let turn = 0; turn < 14; turn++) {
    await mine.mouse.wheel(0, -60);
    await sharp(mine);
    // Where squares are some px wide, what is beside them shines in.
    const found = await difference(mine);
    expect(found.mean, `after ${turn + 1} turns`).toBeLessThan(6);
    expect(found.worst, `after ${turn + 1} turns`).toBeLessThan(60);
  }
  expect(tiles).toBeLessThan(120);
  await mine.screenshot({ path: 'e2e/out/large-between.png' });
  for (let turn = 0; turn < 20; turn++) await mine.mouse.wheel(0, -100);
  await sharp(mine);
  expect((await difference(mine)).worst).toBeLessThan(12);
  await mine.screenshot({ path: 'e2e/out/large-squares.png' });
  expect(await mine.locator('*').count()).toBeLessThan(1500);
});

test('frames keep coming while one zooms and pushes', async () => {
  await mine.keyboard.press('0');
  await mine.locator('.stage').dblclick({ position: { x: 700, y: 420 } });
  await sharp(mine);
  const frames = mine.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const lengths: number[] = [];
        let last = performance.now();
        const next = (now: number): void => {
          lengths.push(now - last);
          last = now;
          if (lengths.length < 90) requestAnimationFrame(next);
          else resolve(lengths.sort((a, b) => a - b));
        };
        requestAnimationFrame(next);
      }),
  );
  await mine.mouse.move(1000, 600);
  await mine.mouse.down();
  await mine.mouse.move(400, 300, { steps: 40 });
  await mine.mouse.up();
  const lengths = await frames;
  console.log(`frames: median ${lengths[45]!.toFixed(1)} ms, 95 % ${lengths[85]!.toFixed(1)} ms`);
  expect(lengths[45]!).toBeLessThan(40);
});
