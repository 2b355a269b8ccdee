import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

const launcher = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'panoptic');

/** The real program, serving a data folder of its own on one port until it is ended. */
export class Program {
  #running: ChildProcess | undefined;

  constructor(
    readonly data: string,
    readonly port: number,
  ) {}

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts it, which may build it first; returns the address that lets a browser in. */
  async start(): Promise<string> {
    // A process group of its own, so that a kill reaches the decoders too.
    const running = spawn(
      launcher,
      ['serve', '--json', '--no-open', '--port', String(this.port), '--data', this.data],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      },
    );
    this.#running = running;
    let said = '';
    running.stderr.on('data', (data) => (said += String(data)));
    return new Promise((resolve, reject) => {
      let answer = '';
      running.stdout.on('data', (data) => {
        answer += String(data);
        if (answer.includes('\n')) resolve((JSON.parse(answer) as { url: string }).url);
      });
      running.once('exit', (code) => reject(new Error(`the program ended with ${code}: ${said}`)));
    });
  }

  /** Ends it at once, as a power cut would. */
  async kill(): Promise<void> {
    const running = this.#running;
    if (!running?.pid || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    process.kill(-running.pid, 'SIGKILL');
    await ended;
  }
}

/**
 * Makes a folder for a file of journeys, which removes it in the end. It is made where journeys run: their files are read once more where they are
 * only counted, and nobody would remove it there.
 */
export function scratch(name: string): string {
  const runs = process.env['TEST_WORKER_INDEX'] !== undefined;
  return runs ? mkdtempSync(join(tmpdir(), `panoptic-${name}-`)) : join(tmpdir(), `panoptic-${name}`);
}

/** Returns a port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Has the browser paint photographs, all different and of many shapes, into a folder as JPEG files. */
export async function paint(page: Page, folder: string, count: number, seed: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (let number = 0; number < count; number++) {
    const jpeg = await page.evaluate(
      ([hue, shape]) => {
        const canvas = document.createElement('canvas');
        canvas.width = Math.round(480 * Math.sqrt(shape!));
        canvas.height = Math.round(480 / Math.sqrt(shape!));
        const pen = canvas.getContext('2d')!;
        const sky = pen.createLinearGradient(0, 0, canvas.width, canvas.height);
        sky.addColorStop(0, `hsl(${hue} 60% 70%)`);
        sky.addColorStop(1, `hsl(${hue! + 80} 50% 25%)`);
        pen.fillStyle = sky;
        pen.fillRect(0, 0, canvas.width, canvas.height);
        for (let disc = 0; disc < 12; disc++) {
          pen.fillStyle = `hsl(${hue! * 3 + disc * 29} 65% 55% / 0.6)`;
          pen.beginPath();
          pen.arc((disc * 97 + hue! * 7) % canvas.width, (disc * 61 + hue! * 3) % canvas.height, 12 + disc * 5, 0, 7);
          pen.fill();
        }
        return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]!;
      },
      [(seed * 131 + number * 37) % 360, [1.5, 0.7, 1, 1.33, 0.56, 1.78][number % 6]!],
    );
    writeFileSync(join(folder, `picture-${String(number + 1).padStart(3, '0')}.jpg`), Buffer.from(jpeg, 'base64'));
  }
}
