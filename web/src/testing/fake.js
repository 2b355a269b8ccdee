// Starts the fake server: `npm run fake -- [images] [port]`; hands out web/dist where it has been built.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const [images = '1000000', port = '8766'] = process.argv.slice(2);
const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const { module } = await runnerImport(fileURLToPath(new URL('./fake-server.ts', import.meta.url)), {
  logLevel: 'error',
});
const { url } = await module.serveFake({
  images: Number(images),
  port: Number(port),
  page: existsSync(dist) ? dist : undefined,
});
process.stdout.write(`${url}\n`);
