import { defineAsyncComponent, type Component } from 'vue';

type Load<T extends Component> = () => Promise<{ default: T }>;
const waiting: Load<Component>[] = [];

/** A part of the page that its first screen does without: it comes in a file of its own, when it is wanted or by `fetchLater`. */
export function later<T extends Component>(load: Load<T>): T {
  waiting.push(load);
  return defineAsyncComponent(load) as T;
}

/** Fetches all such parts, so that they are there when they are wanted, even where no server answers by then. */
export async function fetchLater(): Promise<void> {
  for (let load = waiting.shift(); load; load = waiting.shift()) await load().catch(() => undefined);
}
