import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { api, Refusal, root, sendBytes, taken, type Schemas } from '@/api/client';
import type { ViewSpec } from '@/engine/view-spec';
import { useTasks, isRunning } from './tasks';

type Started = Schemas['TransferStarted'];
export type Transfer = Schemas['Transfer'];
export type ExportRequest = Schemas['ExportRequest'];

/** How often an end is asked after, in ms. */
const pause = 300;

/** One export or reading of this page: under way until `ended` is there, or it was refused. */
export interface Running {
  project: string;
  task: string;
  transfer: string;
  ended?: Transfer;
}

/** Values out and in: which of the two windows is open, and what is under way. Both go on when their window is closed. */
export const useTransfer = defineStore('transfer', () => {
  const tasks = useTasks();
  const taking = ref(false);
  const reading = ref(false);
  const out = shallowRef<Running | null>(null);
  const into = shallowRef<Running | null>(null);

  /** How far the work is, from 0 to 1; undefined as long as that is not known. */
  const share = computed(() => (running: Running | null): number | undefined => {
    const task = tasks.tasks.find((one) => one.id === running?.task && isRunning(one));
    return task && task.total > 0 ? Math.min(1, (task.done + task.failed) / task.total) : undefined;
  });

  async function wait(running: Running, kind: 'exports' | 'readings'): Promise<Transfer> {
    const params = { path: { project: running.project, transfer: running.transfer } };
    for (;;) {
      try {
        const now = await taken(
          kind === 'exports'
            ? api.GET('/projects/{project}/exports/{transfer}', { params })
            : api.GET('/projects/{project}/readings/{transfer}', { params }),
        );
        if (now.state !== 'working') return now;
      } catch (problem) {
        if (!(problem instanceof Refusal) || problem.code !== 'offline') throw problem;
      }
      await new Promise((resolve) => window.setTimeout(resolve, pause));
    }
  }

  /** Makes an export and waits for its end; throws a `Refusal`. */
  async function take(project: string, body: ExportRequest): Promise<Transfer> {
    const started = await taken(api.POST('/projects/{project}/exports', { params: { path: { project } }, body }));
    const running = { project, task: started.task, transfer: started.transfer };
    out.value = running;
    const ended = await wait(running, 'exports');
    out.value = { ...running, ended };
    return ended;
  }

  /** Reads the values of a file and waits for the report; throws a `Refusal`. */
  async function read(project: string, file: File, clear: boolean): Promise<Transfer> {
    const path = `/projects/${project}/readings${clear ? '?clear=true' : ''}`;
    const started = await sendBytes<Started>(path, file, file.name);
    const running = { project, task: started.task, transfer: started.transfer };
    into.value = running;
    const ended = await wait(running, 'readings');
    into.value = { ...running, ended };
    return ended;
  }

  /** The address of the file of an export that is ready. */
  const addressOf = (running: Running): string =>
    `${root}/projects/${running.project}/exports/${running.transfer}/file`;

  /** Has the browser keep the file. */
  function download(running: Running): void {
    const link = document.createElement('a');
    link.href = addressOf(running);
    link.download = '';
    link.click();
  }

  /** A selection that the server keeps, for an export of it. */
  const keepSelection = async (project: string, ids: Int32Array<ArrayBuffer>): Promise<string> =>
    (await sendBytes<{ selection: string }>(`/projects/${project}/selections`, ids)).selection;

  /** The part of a view that an export follows. */
  const viewOf = (spec: ViewSpec): Record<string, unknown> => ({ ...spec, group: undefined });

  return { taking, reading, out, into, share, take, read, download, addressOf, keepSelection, viewOf };
});
