import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api, Refusal, taken, type Schemas } from '@/api/client';
import { useLive } from './live';
import { useToasts } from './toasts';

/** Long work: the server's, and the uploads of this page. */
export type Task = Omit<Schemas['Task'], 'kind'> & {
  kind?: Schemas['Task']['kind'] | 'upload';
  /** Of an upload. */
  bytes?: { sent: number; total: number; perSecond: number };
};

/** Something that a person should know, kept until she puts it away. */
export interface Notice {
  id: string;
  level: 'plain' | 'warn' | 'bad';
  title: string;
  message: string;
  from?: string;
  data?: unknown;
  time: number;
  read: boolean;
}

const kept = 'panoptic.notices';
const running = new Set<Task['state']>(['waiting', 'running', 'stopping']);
export const isRunning = (task: Task): boolean => running.has(task.state);

function remembered(): Notice[] {
  try {
    return JSON.parse(window.localStorage.getItem(kept) ?? '[]') as Notice[];
  } catch {
    return [];
  }
}

/** Long work, and what was told of it: kept up by the page's WebSocket. */
export const useTasks = defineStore('tasks', () => {
  const live = useLive();
  const toasts = useToasts();
  const told = ref<Task[]>([]);
  const own = ref<Task[]>([]);
  const stops = new Map<string, () => void>();
  const tasks = computed(() => [...told.value, ...own.value]);
  const notices = ref<Notice[]>(remembered());
  const active = computed(() => tasks.value.filter(isRunning));
  const ended = computed(() => tasks.value.filter((task) => !isRunning(task)));
  const unread = computed(() => notices.value.filter((notice) => !notice.read).length);
  /** Tasks that ended since the tray was looked at. */
  const fresh = ref(0);

  function keep(): void {
    window.localStorage.setItem(kept, JSON.stringify(notices.value.slice(0, 100)));
  }
  function take(now: Task[]): void {
    const before = new Map(told.value.map((task) => [task.id, task]));
    fresh.value += now.filter(
      (task) => !isRunning(task) && before.has(task.id) && isRunning(before.get(task.id)!),
    ).length;
    told.value = now;
  }
  live.on('tasks', (message) => take(message.tasks ?? []));
  live.on('notification', (message) => {
    const told = (message.notification ?? {}) as Partial<Notice>;
    const id = told.id ?? `${Date.now()}-${notices.value.length}`;
    if (notices.value.some((one) => one.id === id)) return;
    const level: Notice['level'] = told.level === 'warn' || told.level === 'bad' ? told.level : 'plain';
    const notice = { ...told, level, id, title: told.title ?? '', message: told.message ?? '' };
    notices.value = [{ ...notice, time: told.time ?? Date.now(), read: false }, ...notices.value];
    keep();
  });
  live.on('hello', () => void load());

  async function load(): Promise<void> {
    try {
      take((await taken(api.GET('/tasks'))).tasks);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
    }
  }
  async function attempt(call: Promise<unknown>): Promise<void> {
    try {
      await call;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      toasts.say({ kind: 'bad', text: problem.message, code: problem.code });
    }
  }
  /** Shows work of this page among the server's; what it returns can be changed, and `stop` is called to cancel it. */
  function show(task: Task, stop: () => void): Task {
    own.value.push(task);
    stops.set(task.id, stop);
    return own.value.at(-1)!;
  }
  async function cancel(task: string): Promise<void> {
    const stop = stops.get(task);
    if (stop) stop();
    else await attempt(taken(api.DELETE('/tasks/{task}', { params: { path: { task } } })));
  }
  async function clear(): Promise<void> {
    own.value = own.value.filter(isRunning);
    await attempt(taken(api.DELETE('/tasks')));
    await load();
  }
  function look(): void {
    fresh.value = 0;
    notices.value = notices.value.map((notice) => ({ ...notice, read: true }));
    keep();
  }
  function dismiss(id: string): void {
    notices.value = notices.value.filter((notice) => notice.id !== id);
    keep();
  }
  /** Makes the demo, or goes on with it; returns its project. */
  async function tryDemo(): Promise<string | undefined> {
    let project: string | undefined;
    await attempt(taken(api.POST('/projects/demo')).then((card) => ((project = card.id), load())));
    return project;
  }
  /** Imports folders into a project, or scans all its roots again where there are none. */
  const importInto = (project: string, folders?: string[]): Promise<void> =>
    attempt(
      taken(
        api.POST('/projects/{project}/imports', {
          params: { path: { project } },
          body: folders ? { folders } : {},
        }),
      ).then(load),
    );
  const locate = (project: string, root: number, path: string): Promise<void> =>
    attempt(
      taken(
        api.POST('/projects/{project}/roots/{root}/locate', { params: { path: { project, root } }, body: { path } }),
      ).then(load),
    );

  return {
    tasks,
    active,
    ended,
    notices,
    unread,
    fresh,
    load,
    show,
    cancel,
    clear,
    look,
    dismiss,
    tryDemo,
    importInto,
    locate,
  };
});
