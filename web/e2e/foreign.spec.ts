import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { expect, test, type BrowserContext, type Page, type Request, type Response } from '@playwright/test';
import { freePort, paint, Program, scratch } from './program';

/**
 * A page of another site, in the browser where someone works with the real program: whatever it tries gets nothing and
 * changes nothing. The same page meets a server without any guard too, and there every attempt must be noticed.
 */
test.describe.configure({ mode: 'serial' });

const folder = scratch('foreign');
let program: Program;
let mine: BrowserContext;
let victim: Page;
let project = '';
let sha1 = '';

/** What a page can try: it runs there, and tells whether it got something as far as a page can see. */
interface Aim {
  target: string;
  project: string;
  sha1: string;
}
const attempts: Record<string, (aim: Aim) => Promise<boolean>> = {
  'reads with the cookie': ({ target }) =>
    fetch(`${target}/api/v1/projects`, { credentials: 'include' }).then(
      () => true,
      () => false,
    ),
  'reads without the cookie': ({ target }) =>
    fetch(`${target}/api/v1/version`, { credentials: 'omit' }).then(
      () => true,
      () => false,
    ),
  'reads what it may not see': ({ target }) =>
    fetch(`${target}/api/v1/projects`, { credentials: 'include', mode: 'no-cors' }).then(
      () => true,
      () => false,
    ),
  'shows a picture': ({ target, project, sha1 }) =>
    new Promise((resolve) => {
      const image = new Image();
      image.onload = () => resolve(true);
      image.onerror = () => resolve(false);
      image.src = `${target}/api/v1/projects/${project}/images/${sha1}/medium`;
    }),
  'runs an answer as a script': ({ target }) =>
    new Promise((resolve) => {
      const script = document.createElement('script');
      script.onload = () => resolve(true);
      script.onerror = () => resolve(false);
      script.src = `${target}/api/v1/projects`;
      document.head.append(script);
    }),
  'takes an answer as a style': ({ target }) =>
    new Promise((resolve) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.onload = () => resolve(true);
      link.onerror = () => resolve(false);
      link.href = `${target}/api/v1/settings`;
      document.head.append(link);
    }),
  'listens by a WebSocket': ({ target, project }) =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${target.replace('http', 'ws')}/api/v1/live?project=${project}&after=0`);
      socket.onopen = () => resolve(true);
      socket.onerror = () => resolve(false);
    }),
  'listens to events': ({ target }) =>
    new Promise((resolve) => {
      const source = new EventSource(`${target}/api/v1/tasks`, { withCredentials: true });
      const end = (got: boolean): void => {
        source.close();
        resolve(got);
      };
      source.onopen = () => end(true);
      source.onerror = () => end(false);
    }),
  'holds a window of it': async ({ target, project }) => {
    const held = window.open(`${target}/p/${project}`);
    // A window that broke with its opener looks closed from here.
    for (let wait = 0; wait < 40 && held && !held.closed; wait++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const got = held !== null && !held.closed;
    held?.close();
    return got;
  },
  'frames the page': ({ target, project }) =>
    new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.onload = () => resolve(false); // a refused one loads too; what is in it, the browser tells
      frame.src = `${target}/p/${project}`;
      document.body.append(frame);
    }),
  'posts a form that looks like JSON': ({ target, project }) =>
    new Promise((resolve) => {
      document.body.insertAdjacentHTML('beforeend', '<iframe name="well"></iframe>');
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', target: 'well', enctype: 'text/plain' });
      form.action = `${target}/api/v1/projects/${project}/commits`;
      const field = document.createElement('input');
      field.name = '{"properties": [{"id": -1, "name": "by a form", "type": "text", "mode": "id", "description": "';
      field.value = '"}]}';
      form.append(field);
      document.body.append(form);
      document.querySelector('iframe[name=well]')!.addEventListener('load', () => resolve(false), { once: true });
      form.submit();
    }),
  'posts a plain form': ({ target, project }) =>
    new Promise((resolve) => {
      document.body.insertAdjacentHTML('beforeend', '<iframe name="hole"></iframe>');
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', target: 'hole' });
      form.action = `${target}/api/v1/projects/${project}/undo`;
      document.body.append(form);
      document.querySelector('iframe[name=hole]')!.addEventListener('load', () => resolve(false), { once: true });
      form.submit();
    }),
  'posts text without asking': ({ target, project }) =>
    fetch(`${target}/api/v1/projects/${project}/commits`, {
      method: 'POST',
      mode: 'no-cors',
      credentials: 'include',
      body: '{"properties": [{"id": -1, "name": "by text", "type": "text", "mode": "id"}]}',
    }).then(
      () => true,
      () => false,
    ),
  'posts JSON': ({ target, project }) =>
    fetch(`${target}/api/v1/projects/${project}/commits`, {
      method: 'POST',
      credentials: 'include',
      headers: { 'content-type': 'application/json' },
      body: '{"properties": [{"id": -1, "name": "by JSON", "type": "text", "mode": "id"}]}',
    }).then(
      () => true,
      () => false,
    ),
  'changes settings': ({ target }) =>
    fetch(`${target}/api/v1/settings`, {
      method: 'PATCH',
      credentials: 'include',
      headers: { 'content-type': 'application/json' },
      body: '{"theme": "light"}',
    }).then(
      () => true,
      () => false,
    ),
  'allows itself folders': ({ target }) =>
    fetch(`${target}/api/v1/places`, {
      method: 'PUT',
      credentials: 'include',
      headers: { 'content-type': 'application/json' },
      body: '{"paths": ["/"]}',
    }).then(
      () => true,
      () => false,
    ),
  'lets itself in': ({ target }) =>
    fetch(`${target}/api/v1/links`, { method: 'POST', credentials: 'include' }).then(
      () => true,
      () => false,
    ),
  'leaves a beacon': ({ target, project }) => {
    navigator.sendBeacon(
      `${target}/api/v1/projects/${project}/commits`,
      new Blob(['{"properties": [{"id": -1, "name": "by a beacon", "type": "text", "mode": "id"}]}'], {
        type: 'text/plain',
      }),
    );
    return Promise.resolve(false);
  },
  'deletes the project': ({ target, project }) =>
    fetch(`${target}/api/v1/projects/${project}?files=true`, { method: 'DELETE', credentials: 'include' }).then(
      () => true,
      () => false,
    ),
};

/** Has a page try one thing; tells what it got, by its own account and by that of the browser. */
async function gets(page: Page, name: string, aim: Aim): Promise<string[]> {
  const got: string[] = [];
  const asked = new Set<Request>();
  const open = new Set<Request>();
  const begun = (request: Request): void => {
    if (!request.url().startsWith(aim.target)) return;
    asked.add(request);
    open.add(request);
  };
  const ended = (request: Request): void => void open.delete(request);
  const answered = (response: Response): void => {
    // A frame may be asked for; what counts is whether it is shown, and what it loads then.
    const frame = response.request().isNavigationRequest() && response.request().method() === 'GET';
    if (asked.has(response.request()) && response.status() < 400 && !frame)
      got.push(`${name}: ${response.request().method()} ${response.url()} answers ${response.status()}`);
  };
  page.on('request', begun).on('requestfinished', ended).on('requestfailed', ended).on('response', answered);
  const saw = await page.evaluate(attempts[name]!, aim);
  if (saw) got.push(`${name}: the page got it`);
  const isKnown = saw || name.includes('WebSocket') || name.includes('window');
  await expect
    .poll(() => isKnown || (asked.size > 0 && open.size === 0), { message: `${name}: nothing was asked` })
    .toBe(true);
  // What was opened as a window of its own is the person's: it carries her cookie, and tells its opener nothing.
  for (const other of page.context().pages()) if (other !== page && other !== victim) await other.close();
  for (const frame of page.frames())
    if (frame !== page.mainFrame() && frame.url().startsWith(aim.target) && name.includes('frame'))
      got.push(`${name}: ${frame.url()} is shown`);
  page.off('request', begun).off('requestfinished', ended).off('requestfailed', ended).off('response', answered);
  return got;
}

/** What may not change. */
async function state(): Promise<string> {
  const paths = ['/projects', `/projects/${project}`, `/projects/${project}/log`, '/settings', '/session', '/places'];
  const answers = await Promise.all(
    paths.map(async (path) => {
      const answer = await mine.request.get(`${program.address}/api/v1${path}`);
      expect(answer.status(), path).toBe(200);
      return answer.text();
    }),
  );
  return answers.join('\n');
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, () => resolve((server.address() as { port: number }).port));
  });
}

const foreign = createServer((_, answer) => {
  answer.setHeader('content-type', 'text/html');
  answer.end('<!doctype html><title>Win a prize</title><h1>Win a prize</h1>');
});

/** A server that lets everything through, and remembers who brought a cookie. */
const cookies: string[] = [];
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
function type(request: IncomingMessage): string {
  const goal = String(request.headers['sec-fetch-dest']);
  if (request.headers.accept === 'text/event-stream') return 'text/event-stream';
  const types: Record<string, string> = { image: 'image/gif', script: 'text/javascript', style: 'text/css' };
  return types[goal] ?? 'text/html';
}
const open = createServer((request, answer) => {
  cookies.push(request.headers.cookie ?? '');
  answer.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
  answer.setHeader('access-control-allow-credentials', 'true');
  answer.setHeader('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE');
  answer.setHeader('access-control-allow-headers', 'content-type');
  answer.setHeader('content-type', type(request));
  answer.end(type(request) === 'image/gif' ? pixel : '');
});
open.on('upgrade', (request, socket) => {
  const key = String(request.headers['sec-websocket-key']);
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
});

test.beforeAll(async ({ browser }) => {
  test.setTimeout(900_000);
  mine = await browser.newContext();
  victim = await mine.newPage();
  await paint(victim, join(folder, 'pictures'), 3, 5);
  program = new Program(join(folder, 'data'), await freePort());
  await victim.goto(await program.start());
  const api = `${program.address}/api/v1`;
  await mine.request.put(`${api}/places`, { data: { paths: [folder] } });
  const made = await mine.request.post(`${api}/projects`, {
    data: { name: 'Mine', folders: [join(folder, 'pictures')] },
  });
  expect(made.status()).toBe(201);
  project = ((await made.json()) as { id: string }).id;
  const instance = async (): Promise<number> => {
    const answer = await mine.request.get(`${api}/projects/${project}/instances/1`);
    if (answer.ok()) sha1 = ((await answer.json()) as { sha1: string }).sha1;
    return answer.status();
  };
  await expect.poll(instance, { timeout: 60_000 }).toBe(200);
  const tasks = async (): Promise<string> => (await mine.request.get(`${api}/tasks`)).text();
  await expect.poll(tasks, { timeout: 60_000 }).toContain('"done":3');
  await expect.poll(tasks, { timeout: 60_000 }).toContain('"state":"done"');
});
test.afterAll(async () => {
  await program.kill();
  foreign.close();
  open.close();
  foreign.closeAllConnections();
  open.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

for (const host of ['localhost', '127.0.0.1']) {
  test(`a page of another site on ${host} gets nothing and changes nothing`, async () => {
    const page = await mine.newPage();
    await page.goto(
      `http://${host}:${foreign.listening ? (foreign.address() as { port: number }).port : await listen(foreign)}/`,
    );
    const before = await state();
    const got: string[] = [];
    for (const name of Object.keys(attempts))
      got.push(...(await gets(page, name, { target: program.address, project, sha1 })));
    expect(got).toEqual([]);
    expect(await state()).toBe(before);
    await page.close();
  });
}

test('every attempt would be noticed, and goes with the cookie', async () => {
  const address = `http://127.0.0.1:${await listen(open)}`;
  const page = await mine.newPage();
  await page.goto(`http://127.0.0.1:${(foreign.address() as { port: number }).port}/`);
  const unnoticed: string[] = [];
  for (const name of Object.keys(attempts))
    if ((await gets(page, name, { target: address, project, sha1 })).length === 0) unnoticed.push(name);
  expect(unnoticed).toEqual([]);
  // Browsers send cookies to all ports of a machine: another port is as close to us as a page can come.
  expect(cookies.filter((cookie) => cookie.includes('panoptic-')).length).toBeGreaterThan(10);
  await page.close();
});

test('the same page from the right origin does change something', async () => {
  const before = await state();
  const aim = { target: program.address, project, sha1 };
  expect(await gets(victim, 'posts JSON', aim)).not.toEqual([]);
  expect(await gets(victim, 'changes settings', aim)).not.toEqual([]);
  const after = await state();
  expect(after).not.toBe(before);
  expect(after).toContain('by JSON');
  expect(await victim.evaluate(attempts['shows a picture']!, aim)).toBe(true);
  expect(await victim.evaluate(attempts['listens by a WebSocket']!, aim)).toBe(true);
});
