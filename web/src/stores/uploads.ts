import { defineStore } from 'pinia';
import { api, Refusal, sendFile, taken } from '@/api/client';
import { sharedFolder, type Found, type Picked } from '@/engine/uploads';
import { useTasks, type Task } from './tasks';

/** So many files are sent at a time. */
const atOnce = 4;
/** A file that could not be sent is sent again after so many ms; each time later, at most after the last. */
const waits = [500, 1_000, 2_000, 4_000, 8_000];
/** What may pass by itself: no server, the same file still coming, too many at once, a connection that was too slow. */
const passing = new Set(['offline', 'locked', 'tooMany', 'tooSlow']);
/** What no file of an upload will survive. */
const final = new Set(['unknown', 'diskFull', 'readOnly', 'unauthorised', 'notOwner']);

const later = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = window.setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (window.clearTimeout(timer), resolve()), { once: true });
  });

/**
 * Pictures of this device on their way into a project: sent a few at a time, again where the connection was lost, and then
 * imported as one. Each shows as a task; while one runs, the browser asks before the page is left.
 */
export const useUploads = defineStore('uploads', () => {
  const tasks = useTasks();
  let running = 0;
  let last = 0;

  function ask(event: BeforeUnloadEvent): void {
    event.preventDefault();
  }
  function count(by: number): void {
    running += by;
    if (running === 1 && by > 0) window.addEventListener('beforeunload', ask);
    if (running === 0) window.removeEventListener('beforeunload', ask);
  }

  /** Does a thing until it is done, refused for good, or the signal ends it. */
  async function persist<T>(act: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await act();
      } catch (problem) {
        const known = problem instanceof Refusal && (passing.has(problem.code) || problem.status >= 502);
        if (!known || problem.status === 507 || signal.aborted) throw problem;
        await later(waits[Math.min(attempt, waits.length - 1)]!, signal);
        signal.throwIfAborted();
      }
    }
  }

  /** A project of a name, or of that with a number where it is taken. */
  async function makeProject(name: string): Promise<string> {
    for (let number = 1; ; number++) {
      try {
        const free = number === 1 ? name : `${name} ${number}`;
        return (await taken(api.POST('/projects', { body: { name: free } }))).id;
      } catch (problem) {
        if (!(problem instanceof Refusal) || problem.code !== 'nameTaken') throw problem;
      }
    }
  }

  /**
   * Looks what there is, and sends its pictures into a project; where none is named, into a new one, which is named by their
   * folder and told to `made`. `look` is told how to say how many were found. `words` are the names of things that cannot be asked for here.
   */
  async function send(
    look: (told: (pictures: number) => void) => Promise<Found>,
    project: string | undefined,
    words: { name: string; tooLarge: string; unreadable: string; nothing: string },
    made: (project: string) => void,
  ): Promise<void> {
    const stop = new AbortController();
    const began = Date.now();
    const task: Task = tasks.show(
      {
        id: `upload-${++last}`,
        key: `upload-${last}`,
        name: 'upload',
        kind: 'upload',
        ...(project ? { project } : {}),
        state: 'running',
        total: 0,
        done: 0,
        failed: 0,
        left: 0,
        perSecond: 0,
        elapsedMillis: 0,
        errors: [],
        outcomes: {},
        bytes: { sent: 0, total: 0, perSecond: 0 },
      },
      () => stop.abort(),
    );
    count(1);
    let upload = '';
    const coming = new Map<number, number>();
    let whole = 0;
    const tick = window.setInterval(() => {
      const elapsed = Date.now() - began;
      const sent = whole + [...coming.values()].reduce((sum, one) => sum + one, 0);
      task.elapsedMillis = elapsed;
      task.bytes = { sent, total: task.bytes!.total, perSecond: (sent / Math.max(elapsed, 1)) * 1000 };
      if (sent > 0) task.leftMillis = ((task.bytes.total - sent) / sent) * elapsed;
    }, 250);

    async function sendOne(number: number, picked: Picked, most: number): Promise<void> {
      const fail = (why: string): void => {
        task.failed++;
        // The server's sentences name the file, ours do not.
        task.errors.push(why.startsWith(picked.path) ? why : `${picked.path}: ${why}`);
      };
      if (picked.file.size > most) return fail(words.tooLarge);
      try {
        await persist(async () => {
          const path = `/projects/${project!}/uploads/${upload}/files/${number}`;
          try {
            await sendFile('PUT', path, picked.file, picked.path, (bytes) => coming.set(number, bytes), stop.signal);
          } catch (problem) {
            // A file that cannot be read any more looks like a server that does not answer.
            if (problem instanceof Refusal && problem.code === 'offline') await picked.file.slice(0, 1).arrayBuffer();
            throw problem;
          }
        }, stop.signal);
        task.done++;
      } catch (problem) {
        if (stop.signal.aborted) throw problem;
        if (problem instanceof Refusal) {
          if (final.has(problem.code)) throw problem;
          fail(problem.message);
        } else fail(words.unreadable);
      } finally {
        coming.delete(number);
        whole += picked.file.size;
      }
    }

    try {
      const found = await look((pictures) => (task.total = pictures));
      task.total = found.pictures.length;
      task.bytes!.total = found.pictures.reduce((sum, one) => sum + one.file.size, 0);
      if (found.skipped > 0) task.outcomes = { skipped: found.skipped };
      stop.signal.throwIfAborted();
      if (found.pictures.length === 0) throw new Refusal('invalid', words.nothing, 0);
      if (!project) {
        project = await makeProject(sharedFolder(found.pictures).slice(0, 90) || words.name);
        made(project);
      }
      task.project = project;
      const into = { params: { path: { project } } };
      const begun = await persist(() => taken(api.POST('/projects/{project}/uploads', into)), stop.signal);
      upload = begun.upload;
      const queue = found.pictures.entries();
      const worker = async (): Promise<void> => {
        for (const [at, picked] of queue) {
          stop.signal.throwIfAborted();
          await sendOne(at + 1, picked, begun.mostBytes);
        }
      };
      try {
        await Promise.all(Array.from({ length: atOnce }, worker));
      } catch (problem) {
        stop.abort();
        throw problem;
      }
      if (task.done === 0) throw new Refusal('invalid', '', 0);
      const its = { params: { path: { project, upload } } };
      await persist(() => taken(api.POST('/projects/{project}/uploads/{upload}/import', its)), stop.signal);
      task.state = 'done';
      await tasks.load();
    } catch (problem) {
      const refused = problem instanceof Refusal ? problem : undefined;
      task.state = refused ? 'failed' : 'cancelled';
      if (refused?.message) task.errors.unshift(refused.message);
      if (upload && project) void forget(project, upload);
      if (!refused && !(problem instanceof DOMException)) throw problem;
    } finally {
      window.clearInterval(tick);
      task.elapsedMillis = Date.now() - began;
      task.left = 0;
      count(-1);
      tasks.fresh++;
    }
  }

  /** Has the server remove what came of an upload that was given up. */
  async function forget(project: string, upload: string): Promise<void> {
    const never = new AbortController();
    const its = { params: { path: { project, upload } } };
    try {
      await persist(() => taken(api.DELETE('/projects/{project}/uploads/{upload}', its)), never.signal);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
    }
  }
  return { send };
});
