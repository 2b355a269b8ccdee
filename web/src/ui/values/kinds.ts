import { isTagType } from '@/engine/values';
import type { TagLike } from '@/engine/tags';

/** What an editor must know of a property. */
export interface PropertyLike {
  id: number;
  name: string;
  type: string;
  mode: string;
}

/** What many pictures say: the most frequent values with counts, and how many say nothing. */
export interface Mixed {
  values: { value: unknown; count: number }[];
  distinct: number;
  empty: number;
  owners: number;
}

/** What a gesture wants of a property; `create` are names from parent to child of a tag to be made and put. */
export interface Wish {
  verb: 'set' | 'add' | 'remove' | 'clear';
  value?: unknown;
  create?: string[];
}

/** Carries out a wish; answers why it was refused, or nothing. */
export type Write = (wish: Wish) => Promise<string | undefined>;

/** Whether a value is typed into a field; others are chosen in a panel, below what they read now. */
export const inField = (type: string): boolean => !isTagType(type) && type !== 'color' && type !== 'checkbox';

/** What all of them say, or undefined where they differ. */
export function commonOf(mixed: Mixed): { value: unknown } | undefined {
  if (mixed.owners === 0 || mixed.empty === mixed.owners) return { value: null };
  const [first] = mixed.values;
  return mixed.distinct === 1 && mixed.empty === 0 && first ? { value: first.value } : undefined;
}

/** How many owners bear each tag. The values of a summary are tags one by one; an id may stand in a list. */
export function tagCounts(mixed: Mixed): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { value, count } of mixed.values) {
    const id = Number(Array.isArray(value) ? value[0] : value);
    if (Number.isFinite(id)) counts.set(id, count);
  }
  return counts;
}

/** The counts of one picture's own tags. */
export function ownCounts(value: unknown, owners: number): Map<number, number> {
  const ids = Array.isArray(value) ? value : typeof value === 'number' ? [value] : [];
  return new Map(ids.map((id) => [Number(id), owners]));
}

export type { TagLike };
