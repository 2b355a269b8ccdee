import { defineStore } from 'pinia';
import { Refusal } from '@/api/client';

/** What a key, a button or a menu can set off. */
export type Act =
  | 'undo'
  | 'redo'
  | 'keys'
  | 'side'
  | 'inspector'
  | 'sides'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'first'
  | 'last'
  | 'pageUp'
  | 'pageDown'
  | 'extendLeft'
  | 'extendRight'
  | 'extendUp'
  | 'extendDown'
  | 'extendFirst'
  | 'extendLast'
  | 'select'
  | 'selectAll'
  | 'escape'
  | 'open'
  | 'tag'
  | 'group'
  | 'filter'
  | 'smaller'
  | 'bigger'
  | 'fit'
  | 'nextGroup'
  | 'previousGroup'
  | 'refresh'
  | 'showGrid'
  | 'showTable'
  | 'showCards'
  | 'split'
  | 'giveGroup'
  | 'fillDown'
  | 'clearCells'
  | 'quick'
  | 'unquick'
  | 'search'
  | 'palette'
  | 'newTab'
  | 'closeTab'
  | 'goTab'
  | 'addFolder'
  | 'zoomIn'
  | 'zoomOut';

/** Does an act; `digit` is 1 to 9 for quick tags. False hands it on to who took the act before. */
type Doer = (digit: number) => unknown;

/**
 * Who does what, while it is shown: a view takes the acts that are its own and gives them back. The newest taker is
 * asked first, so that an open picture has the arrows before the gallery behind it.
 */
export const useActs = defineStore('acts', () => {
  const doers = new Map<Act, Doer[]>();

  /** Takes acts until what it returns is called. */
  function take(acts: Partial<Record<Act, Doer>>): () => void {
    const mine = Object.entries(acts) as [Act, Doer][];
    for (const [act, doer] of mine) doers.set(act, [...(doers.get(act) ?? []), doer]);
    return () => {
      for (const [act, doer] of mine)
        doers.set(
          act,
          (doers.get(act) ?? []).filter((one) => one !== doer),
        );
    };
  }

  /** Does an act; false where nobody does it now. */
  function run(act: Act, digit = 0): boolean {
    for (const doer of (doers.get(act) ?? []).toReversed()) if (doer(digit) !== false) return true;
    return false;
  }
  /** Whether somebody does an act now. */
  const has = (act: Act): boolean => (doers.get(act) ?? []).length > 0;

  return { take, run, has };
});

/**
 * Acts one after the other, however fast they come: each begins where the one before ended. One that the server refuses
 * is left out; the next ones follow.
 */
export function useOrder() {
  let last: Promise<unknown> = Promise.resolve();

  function inOrder(act: () => unknown): void {
    const done = last.then(act);
    last = done.catch(() => undefined);
    done.catch((problem: unknown) => {
      if (!(problem instanceof Refusal)) throw problem;
    });
  }
  return { inOrder };
}
