import { describe, expect, it } from 'vitest';
import { layOutCards, lineAt, lineOf, type CardLine } from './cards';

const size = { across: 3, height: 100, header: 36 };
const none = new Set<number>();
/** Lines in short: `h0` the header of group 0, `1+3` three cards from group 1 on. */
const short = (lines: CardLine[]): string[] =>
  lines.map((one) => (one.header ? `h${one.first}` : `${one.first}+${one.count}`));

describe('layOutCards', () => {
  it('puts the groups of one level side by side, known or not', () => {
    const lines = layOutCards(7, false, () => undefined, none, size);
    expect(short(lines)).toEqual(['0+3', '3+3', '6+1']);
    expect(lines.map((one) => one.y)).toEqual([0, 100, 200]);
  });
  it('puts the innermost level below the headers of the others', () => {
    // Two outer groups, one with four and one with one group inside.
    const depths = [0, 1, 1, 1, 1, 0, 1];
    const lines = layOutCards(7, true, (group) => depths[group], none, size);
    expect(short(lines)).toEqual(['h0', '1+3', '4+1', 'h5', '6+1']);
    expect(lines.at(-1)).toMatchObject({ y: 36 + 200 + 36, depth: 1 });
  });
  it('leaves out what is folded, and all below it', () => {
    const depths = [0, 1, 2, 2, 1, 2, 0, 1, 2];
    expect(short(layOutCards(9, true, (group) => depths[group], new Set([0]), size))).toEqual([
      'h0',
      'h6',
      'h7',
      '8+1',
    ]);
    expect(short(layOutCards(9, true, (group) => depths[group], new Set([1]), size))).toEqual([
      ...['h0', 'h1', 'h4', '5+1', 'h6', 'h7', '8+1'],
    ]);
  });
  it('ends where it is not known what stands in a group', () => {
    const depths = [0, 1, 1, undefined, 1];
    expect(short(layOutCards(5, true, (group) => depths[group], none, size))).toEqual(['h0', '1+1']);
  });
});

describe('lines', () => {
  const depths = [0, 1, 1, 1, 1, 0, 1];
  const lines = layOutCards(7, true, (group) => depths[group], new Set([5]), size);
  it('are found by px', () => {
    expect([0, 35, 36, 135, 136, 271].map((y) => lineAt(lines, y))).toEqual([0, 0, 1, 1, 2, 3]);
    expect(lineAt(lines, 272)).toBe(lines.length);
  });
  it('are found by group, and what is folded stands in none', () => {
    expect([0, 1, 3, 4, 5].map((group) => lineOf(lines, group))).toEqual([0, 1, 1, 2, 3]);
    expect(lineOf(lines, 6)).toBe(-1);
  });
});
