import { defineStore } from 'pinia';

/** Where somebody is in a view: the picture at the upper edge (0: none, one is at the top), how far below it that begins, and which groups are folded. */
export interface Place {
  id: number;
  at: number;
  collapsed: number[];
}

/**
 * Where in a view one is, for those who leave it and come back. Whoever shows pictures tells where one is; of two side by side
 * the first is heard. A place that is wanted is taken once by each, when the next view is laid out.
 */
export const usePlace = defineStore('place', () => {
  const tellers: (() => Place | null)[] = [];
  let next: Place | null = null;
  /** How many that show the view take the place that is wanted. */
  let takers = 0;

  /** Tells where one is until what it returns is called. */
  function tell(now: () => Place | null): () => void {
    tellers.push(now);
    return () => void tellers.splice(tellers.indexOf(now), 1);
  }
  const now = (): Place | null => tellers[0]?.() ?? null;
  /** Wants the next view to be shown from a place; from its beginning, where there is none. */
  function want(place: Place | null): void {
    next = place;
    takers = 0;
  }
  /** The groups that the next view shows folded. */
  const folded = (): number[] => next?.collapsed ?? [];
  /** Takes the place that is wanted; it is there until all that show the view have taken it. */
  function arrive(): Place | null {
    const place = next;
    takers++;
    if (takers >= tellers.length) next = null;
    return place;
  }
  return { tell, now, want, folded, arrive };
});
