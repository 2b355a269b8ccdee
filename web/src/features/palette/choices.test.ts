import { expect, test } from 'vitest';
import type { Command, CommandKind } from '@/stores/commands';
import { choices, prepare } from './choices';

const command = (id: string, label: string, kind: CommandKind = 'command', hint?: string): Command => ({
  ...{ id, kind, label, run: () => undefined },
  ...(hint ? { hint } : {}),
});
const all = prepare([
  command('undo', 'Undo'),
  command('group', 'Group by…'),
  command('tag.1', 'union', 'tag', 'subject'),
  command('tag.2', 'reunion', 'tag', 'subject'),
  command('folder.1', 'Unions', 'folder', 'archive'),
]);
const ids = (typed: string, recent: string[] = [], most = 10) =>
  choices(all, typed, recent, most).shown.map(({ id }) => id);

test('beginnings come first, then what was used recently, then by kind', () => {
  expect(ids('un')).toEqual(['undo', 'tag.1', 'folder.1', 'tag.2']);
  expect(ids('un', ['folder.1', 'tag.2'])).toEqual(['folder.1', 'undo', 'tag.1', 'tag.2']);
  expect(ids('subject union')).toEqual(['tag.1', 'tag.2']);
  expect(ids('nothing like it')).toEqual([]);
});

test('nothing typed offers commands, and of the many only those used recently', () => {
  expect(ids('')).toEqual(['undo', 'group']);
  expect(ids('', ['tag.2'])).toEqual(['tag.2', 'undo', 'group']);
});

test('of twenty thousand tags as many are shown as are asked for, and all are counted', () => {
  const tags = Array.from({ length: 20_000 }, (_, at) => command(`t${at}`, `étiquette ${at}`, 'tag', 'sujet'));
  const prepared = prepare(tags);
  const { shown, count } = choices(prepared, 'e', [], 100);
  expect([shown.length, count]).toEqual([100, 20_000]);
  expect(choices(prepared, 'tiquette 19999', [], 100).shown[0]?.id).toBe('t19999');
});
