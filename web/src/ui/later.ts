import { h, shallowRef, type Component, type FunctionalComponent } from 'vue';

const waiting: (() => Promise<unknown>)[] = [];

/**
 * A part of the page that its first screen does without: it comes in a file of its own, when it is wanted or by `fetchLater`. Once it is
 * there it is shown at once, so that keys which are pressed meanwhile reach it.
 */
export function later<T extends Component>(load: () => Promise<{ default: T }>): T {
  const found = shallowRef<Component>();
  const fetch = async (): Promise<void> => {
    found.value ??= (await load()).default;
  };
  waiting.push(fetch);
  const part: FunctionalComponent = (props, { slots }) => {
    if (found.value) return h(found.value, props, slots);
    void fetch();
    return undefined;
  };
  part.inheritAttrs = false;
  return part as unknown as T;
}

/** Fetches all such parts, so that they are there when they are wanted, even where no server answers by then. */
export async function fetchLater(): Promise<void> {
  for (let fetch = waiting.shift(); fetch; fetch = waiting.shift()) await fetch().catch(() => undefined);
}
