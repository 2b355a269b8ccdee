import { defineStore } from 'pinia';
import { ref } from 'vue';
import { root, type Schemas } from '@/api/client';

export type LiveMessage = Schemas['LiveMessage'];
type Listener = (message: LiveMessage) => void;

const firstWait = 250;
const longestWait = 5_000;

/**
 * The page's one WebSocket. It follows a project's log from the sequence that was seen last, so that after a nap or a
 * restarted server the page hears what it missed; it tries again by itself, ever more slowly, and at once when the
 * window is looked at or the network returns.
 */
export const useLive = defineStore('live', () => {
  /** `away` only after an established connection was lost or the first could not be made. */
  const state = ref<'starting' | 'live' | 'away'>('starting');
  /** This page's mark in commits: whose `session` it is made them here. */
  const mark = ref('');
  const people = ref<Schemas['Person'][]>([]);
  const listeners = new Map<LiveMessage['type'], Set<Listener>>();
  let socket: WebSocket | null = null;
  let project: string | undefined;
  let sequence = 0;
  let wait = firstWait;
  let timer: number | undefined;

  function address(): string {
    const url = new URL(`${root}/live`, window.location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    if (project) {
      url.searchParams.set('project', project);
      url.searchParams.set('after', String(sequence));
    }
    return url.href;
  }

  function connect(): void {
    window.clearTimeout(timer);
    const mine = new WebSocket(address());
    socket = mine;
    mine.onmessage = (event: MessageEvent<string>) => {
      if (mine === socket) hear(JSON.parse(event.data) as LiveMessage);
    };
    mine.onclose = () => {
      if (mine !== socket) return;
      socket = null;
      state.value = 'away';
      timer = window.setTimeout(connect, wait * (0.8 + Math.random() * 0.4));
      wait = Math.min(wait * 1.7, longestWait);
    };
  }

  function hear(message: LiveMessage): void {
    if (message.type === 'hello') {
      wait = firstWait;
      state.value = 'live';
      mark.value = message.session ?? '';
    }
    if (message.type === 'people') people.value = message.people ?? [];
    if (message.type === 'commit') sequence = Math.max(sequence, message.sequence ?? 0);
    for (const listener of listeners.get(message.type) ?? []) listener(message);
  }

  /** Follows a project from a sequence on, or the program alone. */
  function follow(id: string | undefined, after = 0): void {
    project = id;
    sequence = after;
    const old = socket;
    socket = null;
    old?.close();
    connect();
  }

  /** Hears messages of one type until what it returns is called. */
  function on(type: LiveMessage['type'], listener: Listener): () => void {
    const set = listeners.get(type) ?? new Set();
    listeners.set(type, set.add(listener));
    return () => set.delete(listener);
  }

  /** Notes what the page knows by other ways, so that it is not told again. */
  function seen(upTo: number): void {
    sequence = Math.max(sequence, upTo);
  }

  function hurry(): void {
    if (state.value !== 'away') return;
    wait = firstWait;
    if (!socket) connect();
  }
  window.addEventListener('online', hurry);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) hurry();
  });

  return { state, mark, people, follow, on, seen, hurry };
});
