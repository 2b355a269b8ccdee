import { fit, searchable, wordsIn } from '@/engine/fuzzy';
import type { Command, CommandKind } from '@/stores/commands';

/** A command with what is compared of it, made once for all that is typed. */
export interface Prepared {
  command: Command;
  label: string;
  hint: string;
}

const order: CommandKind[] = ['command', 'tab', 'property', 'tag', 'folder', 'setting'];
/** Kinds of which there are thousands: they come when something is typed. */
const many = new Set<CommandKind>(['tag', 'folder']);
const mostRecent = 63;

export const prepare = (commands: readonly Command[]): Prepared[] =>
  commands.map((command) => ({
    command,
    label: searchable(command.label),
    hint: searchable(command.hint ?? ''),
  }));

/**
 * The commands that answer what was typed: the best first, then those used recently, then by kind and shortness. Nothing
 * typed offers the recent ones first, and none of those of which there are thousands.
 */
export function choices(
  all: readonly Prepared[],
  typed: string,
  recent: readonly string[],
  most: number,
): { shown: Command[]; count: number } {
  const words = wordsIn(typed);
  const recency = new Map(recent.slice(0, mostRecent).map((id, at) => [id, at]));
  // One number each, the place in its last 21 bits: thousands of them are sorted in no time.
  const keys = new Float64Array(all.length);
  let count = 0;
  all.forEach(({ command, label, hint }, at) => {
    const used = recency.get(command.id) ?? mostRecent;
    if (words.length === 0 && used === mostRecent && many.has(command.kind)) return;
    const how = fit(label, hint, words);
    if (how === undefined) return;
    const kind = order.indexOf(command.kind);
    const key = ((Math.min(how, 63) * 64 + used) * 8 + kind) * 64 + (words.length ? Math.min(label.length, 63) : 0);
    keys[count++] = key * 2 ** 21 + at;
  });
  const best = keys.subarray(0, count).sort();
  const shown = Array.from(best.subarray(0, most), (key) => all[key % 2 ** 21]!.command);
  return { shown, count };
}
