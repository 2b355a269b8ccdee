import createClient from 'openapi-fetch';
import type { components, paths } from './schema';

/** The words of the contract: `Schemas['Catalog']`. */
export type Schemas = components['schemas'];

/** A request that was refused, or that no server answered (`code` is `offline` then). */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    readonly place?: string,
  ) {
    super(message);
  }
}

/** The address of the contract's routes, for pictures, binary windows and the WebSocket. */
export const root = '/api/v1';

/** One request to the server. Throws a `Refusal` where none answers. */
async function ask(request: Request): Promise<Response> {
  // Texts stand in the order of the page's language, which may be another than the browser's.
  request.headers.set('Accept-Language', document.documentElement.lang);
  try {
    return await globalThis.fetch(request);
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === 'AbortError') throw problem;
    throw new Refusal('offline', '', 0);
  }
}

/** Calls by route: `api.GET('/projects/{project}', { params: { path: { project } } })`. Prefer `taken` around them. */
export const api = createClient<paths>({ baseUrl: new URL(root, window.location.href).href, fetch: ask });

function refusalOf(problem: unknown, status: number): Refusal {
  const known = problem as Partial<Schemas['Problem']> | null | undefined;
  // A page between us and the server answers in its own words.
  const code = known?.code ?? (status >= 502 ? 'offline' : 'fault');
  return new Refusal(code, known?.detail ?? known?.title ?? '', status, known?.place);
}

/** What a call answered; throws a `Refusal` where it was refused. */
export async function taken<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<Exclude<T, undefined>> {
  const { data, error, response } = await call;
  if (!response.ok) throw refusalOf(error, response.status);
  return data as Exclude<T, undefined>;
}

/** The bytes at an address of the contract; throws a `Refusal`, or an `AbortError` where the signal ends it. */
export async function bytes(path: string, signal?: AbortSignal): Promise<ArrayBuffer> {
  return (await answer(path, signal)).arrayBuffer();
}

/** The bytes at an address whose answer may still be in the making: then the share of it that is done, from 0 to 1. Throws as `bytes` does. */
export async function bytesOrShare(path: string, signal: AbortSignal): Promise<ArrayBuffer | number> {
  const response = await answer(path, signal);
  return response.status === 202 ? ((await response.json()) as { share: number }).share : response.arrayBuffer();
}

async function answer(path: string, signal?: AbortSignal): Promise<Response> {
  const response = await ask(new Request(new URL(root + path, window.location.href), { signal: signal ?? null }));
  if (!response.ok) {
    const problem: unknown = await response.json().catch(() => undefined);
    throw refusalOf(problem, response.status);
  }
  return response;
}

/** Sends bytes to an address of the contract, with what they are called where they are a file; returns what it answers. Throws a `Refusal`. */
export async function sendBytes<T>(
  path: string,
  data: ArrayBufferView<ArrayBuffer> | Blob,
  called?: string,
): Promise<T> {
  const headers = {
    'content-type': 'application/octet-stream',
    ...(called === undefined ? {} : { 'panoptic-path': percent(called) }),
  };
  const response = await ask(
    new Request(new URL(root + path, window.location.href), { method: 'POST', headers, body: data }),
  );
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw refusalOf(answer, response.status);
  return answer as T;
}

/** A name as headers carry it. */
const percent = (called: string): string => encodeURIComponent(called.replace(/\p{Surrogate}/gu, '\uFFFD'));

/**
 * Sends a file to an address of the contract, with what it is called; `sent` hears how many bytes left so far. Throws a `Refusal`, or an
 * `AbortError` where the signal ends it.
 */
export function sendFile<T>(
  method: 'PUT' | 'POST',
  path: string,
  file: File,
  called: string,
  sent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    // Of the ways to ask, this one alone tells how far a body is.
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    request.open(method, root + path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('panoptic-path', percent(called));
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded }) => sent(loaded);
    request.onload = () => {
      if (request.status < 300) resolve(request.response as T);
      else reject(refusalOf(request.response, request.status));
    };
    request.onerror = () => reject(new Refusal('offline', '', 0));
    request.onabort = () => reject(new DOMException('given up', 'AbortError'));
    request.onloadend = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    if (signal.aborted) reject(new DOMException('given up', 'AbortError'));
    else request.send(file);
  });
}
