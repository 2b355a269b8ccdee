// Runs the journeys in a real browser: `npm run e2e`, or some of them: `npm run e2e -- gallery`. Builds the page first
// where it is older than its sources. Pictures of every screen lie in e2e/out afterwards.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from './chromium.js';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const browser = chromium();
const version = execFileSync(browser, ['--version'], { encoding: 'utf8' }).trim().split('\n').at(-1);

function newest(folder) {
  return Math.max(
    ...readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs),
  );
}
const dist = join(web, 'dist', 'index.html');
if (!existsSync(dist) || statSync(dist).mtimeMs < Math.max(newest(join(web, 'src')), newest(join(web, 'public')))) {
  const built = spawnSync('npm', ['run', 'build', '--silent'], { cwd: web, stdio: ['ignore', 'ignore', 'inherit'] });
  if (built.status !== 0) process.exit(1);
}

const fake = spawn(process.execPath, ['src/testing/fake.js', '1000000', '0'], {
  cwd: web,
  stdio: ['ignore', 'pipe', 'inherit'],
});
process.on('exit', () => fake.kill());
const url = await new Promise((resolve, reject) => {
  fake.stdout.once('data', (data) => resolve(String(data).trim()));
  fake.once('exit', (code) => reject(new Error(`the fake server ended with ${code}`)));
});
for (const folder of [join('e2e', 'out'), 'reports']) mkdirSync(join(web, folder), { recursive: true });
const playwright = join(web, 'node_modules', '@playwright', 'test', 'cli.js');
const tests = spawn(
  process.execPath,
  [playwright, 'test', '-c', 'e2e/playwright.config.ts', ...process.argv.slice(2)],
  {
    cwd: web,
    stdio: 'inherit',
    env: {
      ...process.env,
      PANOPTIC_URL: url,
      PANOPTIC_BEGUN: String(Date.now()),
      PANOPTIC_BROWSER: browser,
      PANOPTIC_BROWSER_NAME: version,
    },
  },
);
tests.on('exit', (code) => process.exit(code ?? 1));
