import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { Refusal, type Schemas } from '@/api/client';
import { creation } from '@/engine/tags';
import { useActs } from './acts';
import { useLive } from './live';
import { useProject, type Committed, type Property, type Target } from './project';
import { useSession } from './session';
import { useToasts } from './toasts';

type Deed = Schemas['Deed'];

/** What a gesture wants of one property; `create` are names from parent to child of a tag to be made and put. */
export interface Wish {
  verb: 'set' | 'add' | 'remove' | 'clear';
  value?: unknown;
  create?: string[];
}

const mostRecent = 12;

/**
 * Writes what people do, and says what was done. An edit that no server answers waits here and is sent when one does;
 * a refusal is the caller's to show.
 */
export const useWriter = defineStore('writer', () => {
  const project = useProject();
  const live = useLive();
  const session = useSession();
  const toasts = useToasts();
  /** Commits that wait for the server, oldest first. */
  const waiting = ref<{ project: string; body: Record<string, unknown> }[]>([]);
  /** The last commit that this person made, here or in another window. */
  let last = 0;
  let sending = false;

  const recent = computed(() => (property: number): number[] => {
    const kept = session.settings[`recent.${project.id}`] as Record<string, number[]> | undefined;
    return kept?.[String(property)] ?? [];
  });
  /** The quick tags 1 to 9: ids of tags by digit. */
  const quick = computed(() => (session.settings[`quick.${project.id}`] as Record<string, number> | undefined) ?? {});

  function noteRecent(property: number, tag: number): void {
    const key = `recent.${project.id}`;
    const kept = (session.settings[key] as Record<string, number[]> | undefined) ?? {};
    const mine = [tag, ...(kept[String(property)] ?? []).filter((one) => one !== tag)].slice(0, mostRecent);
    session.change({ [key]: { ...kept, [String(property)]: mine } });
  }
  function setQuick(digit: number, tag: number | null): void {
    const others = Object.entries(quick.value).filter(([key, one]) => Number(key) !== digit && one !== tag);
    const entries = tag === null ? others : [...others, [String(digit), tag] as [string, number]];
    session.change({ [`quick.${project.id}`]: Object.fromEntries(entries) });
  }

  /** Sends a commit; answers a refusal as a value. What no server answered counts as taken: it waits. */
  async function send(body: Record<string, unknown>): Promise<Committed | Refusal | undefined> {
    if (waiting.value.length > 0) return wait(body);
    try {
      const committed = await project.commit(body);
      note(committed);
      return committed;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      return problem.code === 'offline' ? wait(body) : problem;
    }
  }
  function note(committed: Committed): void {
    if (committed.changed) last = Math.max(last, committed.sequence);
  }
  live.on('commit', (message) => {
    if (message.author?.key === session.person?.key) last = Math.max(last, message.sequence ?? 0);
  });
  function wait(body: Record<string, unknown>): undefined {
    waiting.value = [...waiting.value, { project: project.id, body }];
    project.unsaved++;
  }
  async function sendWaiting(): Promise<void> {
    if (sending) return;
    sending = true;
    try {
      for (let next = waiting.value[0]; next; next = waiting.value[0]) {
        if (next.project === project.id) {
          const committed = await project.commit(next.body);
          note(committed);
        }
        waiting.value = waiting.value.slice(1);
        project.unsaved--;
      }
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      if (problem.code !== 'offline') {
        waiting.value = waiting.value.slice(1);
        project.unsaved--;
        refused(problem);
        sending = false;
        return sendWaiting();
      }
    } finally {
      sending = false;
    }
  }
  watch(
    () => live.state,
    (now) => {
      if (now === 'live' && waiting.value.length > 0) void sendWaiting();
    },
  );

  /** Shows a refusal that has no field to stand in. */
  function refused(refusal: Refusal): void {
    toasts.say({ kind: 'bad', text: refusal.message, code: refusal.code }, 10);
  }

  /** Tells what a commit did, with a way back; nothing where it changed nothing. */
  function say(committed: Committed, guess: Deed[], turn?: 'undone' | 'redone' | 'reverted'): void {
    if (!committed.changed && committed.conflicts.length === 0) return;
    const what = committed.what?.length ? committed.what : guess;
    const sequence = committed.sequence;
    const left = committed.conflictCount ?? committed.conflicts.length;
    const undo = turn || !committed.changed ? undefined : () => void takeBack(sequence);
    toasts.say({ kind: 'plain', text: '', what, turn, left, undo }, undo ? 10 : 5);
  }

  /** Carries out a wish on a target; answers a refusal. Says so where it changed many, or `told` wants it. */
  async function write(
    property: Property,
    wish: Wish,
    on: Target,
    owners: number,
    told = owners > 1,
  ): Promise<Refusal | undefined> {
    const body: Record<string, unknown> = {};
    let value = wish.value;
    if (wish.create) {
      const made = creation(wish.create, property.id, [...project.tags.values()]);
      if (made.tags.length > 0) body['tags'] = made.tags;
      value = [made.last];
    }
    body['edits'] = [{ property: property.id, [wish.verb]: wish.verb === 'clear' ? true : value, on }];
    const answer = await send(body);
    if (answer instanceof Refusal) return answer;
    const isTag = property.type === 'tag' || property.type === 'multi_tags';
    const id = isTag && wish.verb !== 'clear' ? tagOf(answer, value) : undefined;
    if (id !== undefined && wish.verb !== 'remove') noteRecent(property.id, id);
    if (answer && told) say(answer, [guessOf(property, wish, owners, id)]);
    return undefined;
  }
  function tagOf(committed: Committed | undefined, value: unknown): number | undefined {
    const id = Number(Array.isArray(value) ? value[0] : value);
    if (id > 0) return id;
    const made = committed?.commit['tags'] as { id: number }[] | undefined;
    return made?.at(-1)?.id;
  }
  function guessOf(property: Property, wish: Wish, count: number, id: number | undefined): Deed {
    const tag = id === undefined ? undefined : project.tags.get(id);
    const name = tag?.value ?? wish.create?.at(-1);
    if (name !== undefined)
      return { kind: wish.verb === 'remove' ? 'untagged' : 'tagged', count, name, color: tag?.color ?? 4 };
    if (wish.verb === 'clear') return { kind: 'cleared', count, name: property.name };
    return { kind: 'set', count, name: property.name, value: String(wish.value) };
  }

  /** Changes what is not by the picture: properties, groups, tags, folders. Says what it deleted or merged. */
  async function change(body: Record<string, unknown>, told?: Deed): Promise<Committed | Refusal | undefined> {
    const answer = await send(body);
    if (answer && !(answer instanceof Refusal)) {
      if (told) say(answer, [told]);
      await project.refresh();
    }
    return answer;
  }

  /** Carries out the edits of many cells as one commit, and says so; answers a refusal. */
  async function writeCells(
    body: { edits: Record<string, unknown>[]; tags?: Record<string, unknown>[] },
    cells: number,
  ) {
    const answer = await send(body);
    if (answer instanceof Refusal) return answer;
    if (answer) say(answer, [{ kind: 'set', count: cells }]);
    return undefined;
  }

  async function turn(
    call: () => Promise<Committed>,
    how: 'undone' | 'redone' | 'reverted',
  ): Promise<Committed | undefined> {
    try {
      const committed = await call();
      note(committed);
      say(committed, [], how);
      return committed;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      if (problem.code !== 'nothing') refused(problem);
      return undefined;
    }
  }
  const undo = (): Promise<Committed | undefined> => turn(project.undo, 'undone');
  const redo = (): Promise<Committed | undefined> => turn(project.redo, 'redone');
  const revert = (sequence: number): Promise<Committed | undefined> => turn(() => project.revert(sequence), 'reverted');
  /** Undoes a commit of this page: by the person's own undo while it is her last, else by name. */
  const takeBack = (sequence: number): Promise<Committed | undefined> =>
    sequence === last ? undo() : revert(sequence);

  useActs().take({ undo: () => void undo(), redo: () => void redo() });

  return { waiting, recent, quick, setQuick, write, writeCells, change, undo, redo, revert, refused };
});
