import { existsSync, readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Schemas } from '../api/client';
import type { ViewSpec } from '../engine/view-spec';
import { draw, idOf, isBlank, isMissing } from './corpus';
import { FakeProject, FakeRefusal } from './fake-project';

type Json = Record<string, unknown>;
interface Asked {
  query: URLSearchParams;
  body: Json;
  bytes: Buffer;
  session: string;
  /** What a file that is sent is called. */
  path: string;
}
type Answer = object | ArrayBuffer | Uint8Array | null;
type Route = [method: string, path: RegExp, act: (parts: string[], asked: Asked) => Answer];

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface FakeOptions {
  /** Images of the first project. */
  images: number;
  port: number;
  /** Folder of a built page to hand out; none for the API alone. */
  page?: string;
}

/** A server that speaks the contract over made-up projects, for the page's tests. Answers on 127.0.0.1. */
export async function serveFake(options: FakeOptions): Promise<{ url: string; close: () => Promise<void> }> {
  const sockets = new Map<WebSocket, { follows: string | null; mark: string }>();
  const say = (project: string | null, message: Schemas['LiveMessage']): void => {
    for (const [socket, { follows }] of sockets)
      if (project === null || follows === project) socket.send(JSON.stringify(message));
  };
  const projects = new Map<string, FakeProject>();
  const make = (id: string, size: number, name: string): FakeProject => {
    const project = new FakeProject(id, size, name, (message) =>
      say(
        id,
        message.type === 'commit' && message.session ? { ...message, author: personOf(message.session) } : message,
      ),
    );
    projects.set(id, project);
    return project;
  };
  make('synthetic001', options.images, 'A made-up project');
  make('small0000001', 300, 'A few pictures');
  make('empty0000001', 0, 'Nothing yet');
  make('wide00000001', options.images, 'Fifty columns').widen(50);
  const packed = new Map<string, Buffer>();
  let settings: Json = {};
  /** Who works in a session, by its mark, which is its cookie; who has chosen no name is the first person. */
  const you: Schemas['Person'] = { id: 1, key: 'you', name: 'you', color: 7 };
  const sessions = new Map<string, Schemas['Person']>();
  const personOf = (mark: string): Schemas['Person'] => sessions.get(mark) ?? you;
  let tasks: Schemas['Task'][] = [];
  let marks = 0;
  /** Marks of browsers that signed out. */
  const ended = new Set<string>();
  /** How often the demo was tried. */
  let demos = 0;
  /** Pictures that were uploaded, by project. */
  const uploaded = new Map<string, string[]>();

  const project = (id: string): FakeProject => {
    const found = projects.get(id);
    if (!found) throw new FakeRefusal('unknown', 'there is no such project', 404);
    return found;
  };
  const card = (one: FakeProject): Schemas['ProjectCard'] => ({
    id: one.id,
    name: one.name,
    path: `/projects/${one.name}`,
    state: 'ready',
    images: one.size,
    instances: one.size,
    properties: 8,
    covers: one.size > 3 ? 4 : 0,
    coverVersion: '1',
    opened: '2026-01-02T03:04:05Z',
  });
  const people = (): Schemas['Person'][] => [
    ...new Map([you, ...sessions.values()].map((one) => [one.key, one] as const)).values(),
  ];
  const session = (mark: string): Schemas['Session'] => ({
    person: personOf(mark),
    people: people(),
    owner: true,
    version: '0.0.0',
  });
  /** Another name is another person. */
  const choose = (mark: string, name: string): Schemas['Session'] => {
    const known = people().find((one) => one.name === name);
    const id = people().length + 1;
    sessions.set(mark, known ?? { id, key: `person${id}`, name, color: id % 12 });
    return session(mark);
  };
  const markIn = (request: IncomingMessage): string => /\bfake=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const home = { name: 'home', path: '/home', home: true, there: true };
  const patched = (old: Json, patch: Json): Json =>
    Object.fromEntries(Object.entries({ ...old, ...patch }).filter(([, value]) => value !== null));

  function startTask(one: FakeProject, kind: 'import' | 'thumbnails' | 'demo'): string {
    const id = `t${tasks.length + 1}`;
    const total = 500;
    const task: Schemas['Task'] = {
      id,
      key: `${kind} ${one.id}`,
      name: 'pictures',
      kind,
      project: one.id,
      state: 'running',
      total,
      done: 0,
      failed: 0,
      left: total,
      perSecond: 250,
      elapsedMillis: 0,
      errors: [],
      outcomes: {},
    };
    tasks = [...tasks, task];
    if (kind === 'demo') Object.assign(task, { total: 0, detail: 'stamps, 4.2 MB' });
    let ticks = 0;
    const timer = setInterval(() => {
      // The demo fetches for a while; the first one finds no network.
      if (kind === 'demo' && task.state === 'running' && ++ticks < 8) return;
      if (kind === 'demo' && demos === 1) {
        Object.assign(task, {
          state: 'failed',
          detail: '',
          errors: ['The pictures "stamps" could not be fetched: no network.'],
        });
        clearInterval(timer);
        say(null, { type: 'tasks', tasks });
        return;
      }
      Object.assign(task, { total, detail: '' });
      task.done += 50;
      task.left = total - task.done;
      task.elapsedMillis += 200;
      task.leftMillis = (task.left / 250) * 1000;
      if (kind !== 'thumbnails') task.outcomes = { imported: task.done };
      if (kind !== 'thumbnails' && task.state === 'running') one.grow(50);
      if (task.done >= total || task.state !== 'running') {
        task.state = task.state === 'running' ? 'done' : 'cancelled';
        if (kind === 'thumbnails' && task.state === 'done') one.thumbnailSet++;
        clearInterval(timer);
      }
      say(null, { type: 'tasks', tasks });
    }, 200);
    timer.unref();
    return id;
  }

  const p = '/projects/([a-z0-9]{12})';
  const routes: Route[] = [
    ['GET', /^\/version$/, () => ({ version: '0.0.0', api: 1 })],
    [
      'GET',
      /^\/about$/,
      () => ({ version: '0.0.0', java: '25', dataFolder: '/data', logFile: '/data/log', notices: [] }),
    ],
    ['GET', /^\/session$/, (_, { session: mark }) => session(mark)],
    ['PUT', /^\/session$/, (_, { body, session: mark }) => choose(mark, String(body['name']))],
    [
      'DELETE',
      /^\/session$/,
      (_, { session: mark }) => {
        ended.add(mark);
        for (const [socket, one] of sockets) if (one.mark === mark) socket.close(4001, 'unauthorised');
        return null;
      },
    ],
    ['POST', /^\/links$/, () => ({ url: 'http://127.0.0.1/enter/0' })],
    [
      'PATCH',
      /^\/person$/,
      (_, { body, session: mark }) => {
        const changed = { ...personOf(mark), ...body };
        sessions.set(mark, changed);
        return changed;
      },
    ],
    ['GET', /^\/settings$/, () => settings],
    ['PATCH', /^\/settings$/, (_, { body }) => (settings = patched(settings, body))],
    ['GET', /^\/places$/, () => ({ places: [home] })],
    [
      'POST',
      /^\/places\/list$/,
      (_, { body }) => ({
        path: body['path'],
        parts: [home],
        folders: ['archive', 'photographs', 'scans'].map((name) => ({ name, path: `${String(body['path'])}/${name}` })),
        pictures: 12,
      }),
    ],
    ['POST', /^\/places\/count$/, () => ({ pictures: 1234, complete: true })],
    ['POST', /^\/places\/preview$/, () => ({ pictures: [] })],
    ['GET', /^\/tasks$/, () => ({ tasks })],
    ['DELETE', /^\/tasks$/, () => ((tasks = tasks.filter((task) => task.state === 'running')), null)],
    [
      'DELETE',
      /^\/tasks\/(.+)$/,
      ([id]) => {
        const task = tasks.find((one) => one.id === id);
        if (task) task.state = 'stopping';
        return null;
      },
    ],
    ['GET', /^\/projects$/, () => ({ projects: [...projects.values()].map(card) })],
    [
      'POST',
      /^\/projects$/,
      (_, { body }) => {
        const made = make(`p${String(Date.now()).slice(-11)}`, 0, String(body['name']));
        if ((body['folders'] as unknown[] | undefined)?.length) startTask(made, 'import');
        return card(made);
      },
    ],
    [
      'POST',
      /^\/projects\/demo$/,
      () => {
        const demo = projects.get('demo00000001') ?? make('demo00000001', 0, 'Demo');
        demos++;
        startTask(demo, 'demo');
        return card(demo);
      },
    ],
    ['GET', new RegExp(`^${p}$`), ([id]) => project(id!).catalog()],
    [
      'PATCH',
      new RegExp(`^${p}$`),
      ([id], { body }) => ((project(id!).name = String(body['name'])), card(project(id!))),
    ],
    ['DELETE', new RegExp(`^${p}$`), ([id]) => (projects.delete(id!), null)],
    ['GET', new RegExp(`^${p}/cover/(\\d)$`), ([, n]) => draw(Number(n) * 7 + 3, 256)],
    [
      'PATCH',
      new RegExp(`^${p}/settings$`),
      ([id], { body }) => (project(id!).settings = patched(project(id!).settings, body)),
    ],
    ['GET', new RegExp(`^${p}/tabs$`), () => ({ tabs: [] })],
    ['GET', new RegExp(`^${p}/uploads$`), ([id]) => ({ pictures: uploaded.get(id!)?.length ?? 0, bytes: 0 })],
    ['POST', new RegExp(`^${p}/uploads$`), () => ({ upload: '2026-11-23-1', mostBytes: 100_000 })],
    ['DELETE', new RegExp(`^${p}/uploads/([^/]+)$`), () => null],
    [
      'PUT',
      new RegExp(`^${p}/uploads/([^/]+)/files/(\\d+)$`),
      ([id], { bytes, path }) => {
        if (bytes.toString().startsWith('no picture'))
          throw new FakeRefusal('notPermitted', `${path} is not a picture that Panoptic reads`, 403);
        uploaded.set(id!, [...(uploaded.get(id!) ?? []), path]);
        return { format: 'jpeg', bytes: bytes.length };
      },
    ],
    ['POST', new RegExp(`^${p}/uploads/([^/]+)/import$`), ([id]) => ({ task: startTask(project(id!), 'import') })],
    ['POST', new RegExp(`^${p}/imports$`), ([id]) => ({ task: startTask(project(id!), 'import') })],
    [
      'GET',
      new RegExp(`^${p}/thumbnails$`),
      ([id]) => ({
        count: 2 * project(id!).size,
        bytes: 18_000 * project(id!).size,
        quality: project(id!).settings['thumbnails.quality'] ?? 85,
      }),
    ],
    ['POST', new RegExp(`^${p}/thumbnails$`), ([id]) => ({ task: startTask(project(id!), 'thumbnails') })],
    [
      'GET',
      new RegExp(`^${p}/images/([0-9a-f]{40})/(small|medium|large|full)$`),
      ([, sha1, size]) => {
        const image = idOf(sha1!);
        if (isBlank(image)) throw new FakeRefusal('unknown', 'the file of this image has changed', 404);
        if (isMissing(image) && size === 'full') throw new FakeRefusal('unknown', 'the file is not there', 404);
        return draw(image, { small: 40, medium: 88, large: 240, full: 640 }[size!]!);
      },
    ],
    ['POST', new RegExp(`^${p}/views$`), ([id], { body }) => project(id!).openView(body['view'] as ViewSpec)],
    ['GET', new RegExp(`^${p}/views/([^/]+)$`), ([id, view]) => project(id!).answer(view!)],
    ['DELETE', new RegExp(`^${p}/views/([^/]+)$`), () => null],
    [
      'GET',
      new RegExp(`^${p}/views/([^/]+)/groups$`),
      ([id, view], { query }) => {
        const groups = project(id!).view(view!).groups;
        const from = Number(query.get('from') ?? 0);
        return { total: groups.length, groups: groups.slice(from, from + Number(query.get('count') ?? 500)) };
      },
    ],
    [
      'GET',
      new RegExp(`^${p}/views/([^/]+)/ids$`),
      ([id, view], { query }) => {
        const ids = project(id!).ids(view!, Number(query.get('from')), Number(query.get('count')));
        return new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength);
      },
    ],
    [
      'GET',
      new RegExp(`^${p}/views/([^/]+)/pictures$`),
      ([id, view], { query }) => project(id!).pictures(view!, Number(query.get('from')), Number(query.get('count'))),
    ],
    [
      'GET',
      new RegExp(`^${p}/views/([^/]+)/place$`),
      ([id, view], { query }) => ({
        place: project(id!).place(view!, Number(query.get('id'))),
      }),
    ],
    ['POST', new RegExp(`^${p}/layouts$`), ([id], { body }) => project(id!).layout(body as Schemas['LayoutRequest'])],
    [
      'GET',
      new RegExp(`^${p}/layouts/([^/]+)/window$`),
      ([id, layout], { query }) => project(id!).window(layout!, Number(query.get('top')), Number(query.get('bottom'))),
    ],
    [
      'GET',
      new RegExp(`^${p}/layouts/([^/]+)/row$`),
      ([id, layout], { query }) =>
        project(id!).row(layout!, Number(query.get('place') ?? -1), Number(query.get('group') ?? -1)),
    ],
    [
      'POST',
      new RegExp(`^${p}/selections$`),
      ([id], { bytes }) => {
        const ids = new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
        return { selection: project(id!).select(ids), instances: ids.length, images: ids.length };
      },
    ],
    [
      'POST',
      new RegExp(`^${p}/values$`),
      ([id], { body }) => ({
        sequence: project(id!).sequence,
        values: Object.fromEntries(
          (body['properties'] as number[]).map((of) => [
            of,
            (body['ids'] as number[]).map((one) => project(id!).value(of, one)),
          ]),
        ),
      }),
    ],
    ['GET', new RegExp(`^${p}/instances/(\\d+)$`), ([id, instance]) => project(id!).instance(Number(instance))],
    [
      'POST',
      new RegExp(`^${p}/summary$`),
      ([id], { body }) =>
        project(id!).summary(body['on'] as Schemas['SummaryTarget'], body['properties'] as number[] | undefined),
    ],
    ['POST', new RegExp(`^${p}/commits$`), ([id], { body, session: mark }) => project(id!).commit(body, mark)],
    ['POST', new RegExp(`^${p}/undo$`), ([id], { session: mark }) => project(id!).undo(mark)],
    ['POST', new RegExp(`^${p}/redo$`), ([id], { session: mark }) => project(id!).redo(mark)],
    [
      'GET',
      new RegExp(`^${p}/log$`),
      ([id], { query }) => project(id!).log(Number(query.get('before') ?? Infinity), Number(query.get('count') ?? 50)),
    ],
    [
      'POST',
      new RegExp(`^${p}/log/(\\d+)/revert$`),
      ([id, at], { session: mark }) => project(id!).revert(Number(at), mark),
    ],
  ];

  function answer(request: IncomingMessage, response: ServerResponse, bytes: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (!url.pathname.startsWith('/api/v1/')) return page(url.pathname, response);
    const path = url.pathname.slice('/api/v1'.length);
    if (ended.has(markIn(request))) throw new FakeRefusal('unauthorised', 'this browser has no session', 401);
    for (const [method, pattern, act] of routes) {
      const parts = method === request.method ? pattern.exec(path) : null;
      if (!parts) continue;
      const json = request.headers['content-type']?.startsWith('application/json');
      const result = act(parts.slice(1), {
        query: url.searchParams,
        body: json ? (JSON.parse(bytes.toString() || '{}') as Json) : {},
        bytes,
        session: markIn(request),
        path: decodeURIComponent(String(request.headers['panoptic-path'] ?? '')),
      });
      if (result === null) response.writeHead(204).end();
      else if (result instanceof Uint8Array || result instanceof ArrayBuffer) {
        const picture = result instanceof Uint8Array && result[0] === 137;
        response.writeHead(200, {
          'content-type': picture ? 'image/png' : 'application/octet-stream',
          ...(picture ? { 'cache-control': 'private, max-age=31536000, immutable' } : {}),
        });
        response.end(result instanceof ArrayBuffer ? new Uint8Array(result) : result);
      } else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
      return;
    }
    throw new FakeRefusal('unknown', `there is no route ${request.method ?? ''} ${path}`, 404);
  }

  function page(path: string, response: ServerResponse): void {
    const folder = options.page;
    const wanted = folder ? join(folder, normalize(path)) : '';
    const file =
      wanted && existsSync(wanted) && statSync(wanted).isFile() ? wanted : folder && join(folder, 'index.html');
    if (!file || (extname(path) && file !== wanted)) {
      response.writeHead(404).end();
      return;
    }
    const pack = /\.(js|css|html|svg)$/.test(file);
    const body = packed.get(file) ?? (pack ? gzipSync(readFileSync(file), { level: 9 }) : readFileSync(file));
    packed.set(file, body);
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'text/plain',
      'content-security-policy': policy,
      ...(pack ? { 'content-encoding': 'gzip' } : {}),
      ...(file.includes('assets') ? { 'cache-control': 'public, max-age=31536000, immutable' } : {}),
    });
    response.end(body);
  }

  function sayWhoIsHere(): void {
    const here = [...sockets.values()].map(({ mark }) => personOf(mark));
    say(null, { type: 'people', people: [...new Map(here.map((one) => [one.key, one])).values()] });
  }

  const server: Server = createServer((request, response) => {
    if (!markIn(request)) {
      request.headers.cookie = `fake=m${++marks}`;
      response.setHeader('set-cookie', `${request.headers.cookie}; Path=/`);
    }
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      try {
        answer(request, response, Buffer.concat(parts));
      } catch (problem) {
        const known = problem instanceof FakeRefusal ? problem : new FakeRefusal('fault', String(problem), 500);
        if (known.code === 'fault') console.error(problem);
        const told = {
          type: 'about:blank',
          title: known.code,
          status: known.status,
          code: known.code,
          detail: known.message,
        };
        response.writeHead(known.status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(told));
      }
    });
  });
  const live = new WebSocketServer({ server, path: '/api/v1/live' });
  live.on('connection', (socket, request) => {
    const follows = new URL(request.url ?? '/', 'http://x').searchParams.get('project');
    const mark = markIn(request);
    if (ended.has(mark)) return socket.close(4001, 'unauthorised');
    sockets.set(socket, { follows, mark });
    socket.on('close', () => {
      sockets.delete(socket);
      sayWhoIsHere();
    });
    const sequence = follows ? (projects.get(follows)?.sequence ?? 0) : 0;
    socket.send(JSON.stringify({ type: 'hello', session: mark, sequence }));
    sayWhoIsHere();
    socket.send(JSON.stringify({ type: 'tasks', tasks }));
  });
  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.keys()) socket.terminate();
        live.close();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
