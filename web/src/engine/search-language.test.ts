import { expect, test } from 'vitest';
import { operatorsOf, type Filter } from './filter';
import { parse, readingAt } from './search-language';
import { Names, type Vocabulary } from './search-names';
import { print, printText } from './search-print';
import type { Trouble } from './search-values';
import { piecesOf } from './search-words';

const tag = (id: number, propertyId: number, value: string, ...parents: number[]) => ({
  id,
  propertyId,
  value,
  parents,
  color: 1,
  order: 0,
  count: id,
});
const words = (language: string): Vocabulary => ({
  language,
  properties: [
    { id: 1, name: 'year', type: 'number' },
    { id: 2, name: 'tags', type: 'multi_tags' },
    { id: 3, name: 'title', type: 'text' },
    { id: 4, name: 'date', type: 'date' },
    { id: 5, name: 'checked', type: 'checkbox' },
    { id: 6, name: 'Éditeur principal', type: 'text' },
    { id: 7, name: 'hue', type: 'color' },
    { id: 8, name: 'place', type: 'tag' },
    { id: 9, name: 'OR', type: 'url' },
    { id: 10, name: 'link', type: 'image_link' },
    { id: 11, name: 'file', type: 'path' },
    { id: 12, name: 'size', type: 'number' },
    { id: -1, name: 'id', type: 'id' },
    { id: -2, name: 'sha1', type: 'hash' },
    { id: -4, name: language === 'fr' ? 'dossier' : 'folder', type: 'folder', also: 'folder' },
    { id: -8, name: language === 'fr' ? 'nom du fichier' : 'file name', type: 'text', also: 'file name' },
    { id: -10, name: 'size', type: 'size' },
  ],
  tags: [
    tag(1, 2, 'strike'),
    tag(2, 2, 'march', 1),
    tag(3, 2, 'Paris', 1),
    tag(4, 2, 'paris', 2),
    tag(5, 2, 'long "name", (odd) > &', 2),
    tag(6, 2, 'empty'),
    tag(7, 8, 'Paris'),
    tag(8, 2, 'dup', 1),
    tag(9, 2, 'dup', 6),
    tag(10, 2, 'dup', 6),
    tag(11, 2, '#3'),
    tag(12, 8, 'a\\b\n'),
  ],
  folders: [
    { id: 1, parentId: 0, name: 'archive' },
    { id: 2, parentId: 1, name: 'press' },
    { id: 3, parentId: 1, name: 'old press' },
    { id: 4, parentId: 3, name: 'press' },
    { id: 5, parentId: 0, name: 'twin' },
    { id: 6, parentId: 0, name: 'twin' },
  ],
  people: [
    { id: 1, name: 'Camille' },
    { id: 2, name: 'Ann Lee' },
    { id: 3, name: 'Ann Lee' },
  ],
  colours: ['red', 'pink', 'grape', 'violet', 'indigo', 'blue', 'cyan', 'teal', 'green', 'citron vert', 'yellow', 'or'],
});
const names = new Names(words('en'));
const french = new Names(words('fr'));

/** What a search says, or what is wrong with it. */
function read(input: string, of = names): { text: string; filter?: Filter } | Trouble {
  const found = parse(input, of);
  return 'trouble' in found ? found.trouble : found;
}
const filterOf = (input: string, of = names): Filter | undefined => {
  const found = parse(input, of);
  if ('trouble' in found) throw new Error(`${input}: ${JSON.stringify(found.trouble)}`);
  return found.filter;
};
const year = (op: string, value?: unknown): Filter => ({ property: 1, op, ...(value === undefined ? {} : { value }) });
const tags = (op: string, ...value: number[]): Filter => ({ property: 2, op, value });
const title = (op: string, value: string): Filter => ({ property: 3, op, value });

test('words are looked for each by itself, and what stands in quotes as it stands', () => {
  expect(read('red flag')).toEqual({ text: 'red flag' });
  expect(read('  red   year>1968  flag ')).toEqual({ text: 'red flag', filter: year('greater', 1968) });
  expect(read('"red   flag" "a \\"b\\""')).toEqual({ text: '"red   flag" "a \\"b\\""' });
  expect(read("l'été, 50% - v2.0!")).toEqual({ text: "l'été, 50% - v2.0!" });
  expect(read('not here or there')).toEqual({ text: 'not here or there' });
  expect(read('')).toEqual({ text: '' });
  expect(read('"" x " "')).toEqual({ text: 'x' });
  expect(piecesOf('  Red "fla  g" 5"x7" "it\'s \\"so\\"" "open end ')).toEqual([
    ...['Red', 'fla  g', '5"x7"', 'it\'s "so"', 'open end '],
  ]);
  expect(print({ text: 'a:b poster "red flag" "one"' }, names)).toBe('"a:b" poster "red flag" one');
});

test('each type is asked in the words that people type', () => {
  const cases: [string, Filter][] = [
    ['year>1968', year('greater', 1968)],
    ['year >= 1968', year('geq', 1968)],
    ['YEAR:1968..1972', year('between', [1968, 1972])],
    ['year:1968..', year('geq', 1968)],
    ['year=..0', year('leq', 0)],
    ['year:-5..0.5', year('between', [-5, 0.5])],
    ['year:1968', year('equal', 1968)],
    ['year:1968,1970', year('in', [1968, 1970])],
    ['year!=1968', year('equalNot', 1968)],
    ['year!=1,2', { not: year('in', [1, 2]) }],
    ['year:empty', year('notSet')],
    ['-year:empty', year('isSet')],
    ['year:any', year('isSet')],
    ['-year>1968', { not: year('greater', 1968) }],
    ['NOT year>1968', { not: year('greater', 1968) }],
    ['not year:empty', { not: year('notSet') }],
    ['tags:strike', tags('containsAny', 1)],
    ['tags:STRIKE, march', tags('containsAny', 1, 2)],
    ['tags:strike&march', tags('containsAll', 1, 2)],
    ['tags:strike tags:march', { all: [tags('containsAny', 1), tags('containsAny', 2)] }],
    ['-tags:strike', tags('containsNot', 1)],
    ['tags:Paris', tags('containsAny', 3)],
    ['tags:paris', tags('containsAny', 4)],
    ['tags:march>PARIS', tags('containsAny', 4)],
    ['tags:"empty"', tags('containsAny', 6)],
    ['tags:empty', { property: 2, op: 'notSet' }],
    ['tags=strike&march', tags('equal', 1, 2)],
    ['tags=strike,march', { property: 2, op: 'in', value: [[1], [2]] }],
    ['title:"long poster"', title('like', 'long poster')],
    ['title: poster', title('like', 'poster')],
    ['title:post*', title('startsWith', 'post')],
    ['title:"a b"*', title('startsWith', 'a b')],
    ['title:*', { property: 3, op: 'isSet' }],
    ['title:a,b', { any: [title('like', 'a'), title('like', 'b')] }],
    ['title=Affiche', title('equal', 'Affiche')],
    ['-title:a', title('notLike', 'a')],
    ['title~/^a b\\/[cd]/', title('regex', '^a b\\/[cd]')],
    ['title~"a/b"', title('regex', 'a/b')],
    ['date:last 3 months', { property: 4, op: 'last', value: { unit: 'month', count: 3 } }],
    ['date:last week', { property: 4, op: 'last', value: { unit: 'week', count: 1 } }],
    ['date:1968-05', { property: 4, op: 'equal', value: '1968-05' }],
    ['date:"6 May 1968"..1969', { property: 4, op: 'between', value: ['1968-05-06', '1969'] }],
    ['checked:yes', { property: 5, op: 'isTrue' }],
    ['checked:no', { property: 5, op: 'isFalse' }],
    ['checked=no', { property: 5, op: 'equal', value: false }],
    ['"editeur principal":x', { property: 6, op: 'like', value: 'x' }],
    ['hue:"citron vert"', { property: 7, op: 'equal', value: 9 }],
    ['#-10>3MB', { property: -10, op: 'greater', value: 3_000_000 }],
    ['folder:"old press/press"', { property: -4, op: 'within', value: [4] }],
    ['folder:archive', { property: -4, op: 'within', value: [1] }],
    ['folder=archive/press', { property: -4, op: 'equal', value: 2 }],
    ['title:by(camille)', { property: 3, op: 'editedBy', value: 1 }],
    ['title:since(#12)', { property: 3, op: 'changedSince', value: 12 }],
    ['selection:1..3,7', { op: 'inSelection', value: { ids: [1, 2, 3, 7] } }],
    ['{"op":"inResult","value":{"id":3,"b":"}"}}', { op: 'inResult', value: { id: 3, b: '}' } }],
    ['year:1 OR year:2 title:a', { any: [year('equal', 1), { all: [year('equal', 2), title('like', 'a')] }] }],
    ['(year:1 OR year:2) title:a', { all: [{ any: [year('equal', 1), year('equal', 2)] }, title('like', 'a')] }],
    ['-(year:1 year:2)', { not: { all: [year('equal', 1), year('equal', 2)] } }],
  ];
  for (const [input, filter] of cases) expect([input, filterOf(input)]).toEqual([input, filter]);
});

test('French words are read in any language, and printed in French', () => {
  expect(filterOf('year:1 OU year:2', french)).toEqual(filterOf('year:1 OR year:2'));
  expect(filterOf('date:derniers 3 mois', names)).toEqual(filterOf('date:last 3 months'));
  expect(filterOf('dossier:archive', french)).toEqual(filterOf('folder:archive', french));
  const filter = filterOf('NOT year:empty date:last 2 weeks checked:yes #-10>3MB')!;
  expect(print({ text: '', filter }, french)).toBe(
    'NON year:vide date:"dernières 2 semaines" checked:oui'.replace(/"/g, '') + ' #-10>3Mo',
  );
});

test('what everybody changed asks all properties that people edit', () => {
  const by = filterOf('by:Camille') as { any: Filter[] };
  expect(by.any).toHaveLength(12);
  expect(by.any[0]).toEqual({ property: 1, op: 'editedBy', value: 1 });
  expect(print({ text: '', filter: by }, names)).toBe('by:Camille');
  const changed = filterOf('changed>2026-01-01')!;
  expect(print({ text: 'poster', filter: changed }, names)).toBe('poster changed>2026-01-01');
});

test('what cannot be read is named, with its place and what may have been meant', () => {
  const cases: [string, Partial<Trouble>][] = [
    ['poster yaer>1968', { reason: 'noProperty', at: 7, length: 4, name: 'yaer', near: 'year' }],
    ['xyzzy:1', { reason: 'noProperty', at: 0, length: 5, near: undefined }],
    ['tags:stirke', { reason: 'noTag', at: 5, length: 6, near: 'strike' }],
    ['tags:dup', { reason: 'severalTags', at: 5, length: 3 }],
    ['tags:a&b,c', { reason: 'noTag' }],
    ['tags:strike&march,empty', { reason: 'mixed' }],
    ['folder:twin', { reason: 'severalFolders', at: 7, length: 4 }],
    ['year:1968 year:abc', { reason: 'noNumber', at: 15, length: 3, name: 'abc' }],
    ['date:someday', { reason: 'noDate', at: 5, length: 7 }],
    ['date:last 3 moons', { reason: 'noPeriod', at: 5, length: 12 }],
    ['checked:maybe', { reason: 'noChoice', at: 8, length: 5 }],
    ['hue=bleu', { reason: 'noColour', near: 'blue' }],
    ['title>a', { reason: 'noOperator', at: 0, name: 'title' }],
    ['folder:by(Camille)', { reason: 'noOperator' }],
    ['title:by(Cmaille)', { reason: 'noPerson', near: 'Camille', at: 9 }],
    ['title:by("Ann Lee")', { reason: 'severalPeople' }],
    ['title:"long', { reason: 'unclosedQuote', at: 6, length: 1 }],
    ['(year:1', { reason: 'unclosedBracket', at: 0, length: 1 }],
    ['year:1)', { reason: 'unopenedBracket', at: 6, length: 1 }],
    ['()', { reason: 'emptyBracket', at: 0, length: 2 }],
    ['year:1 OR', { reason: 'nothingBeside' }],
    ['year:1 OR poster', { reason: 'wordsInside' }],
    ['-poster', { reason: 'wordsInside', at: 1, length: 6 }],
    ['IMG (1)', { reason: 'wordsInside', at: 5 }],
    ['year:', { reason: 'noValue', at: 5, length: 0 }],
    ['title:""', { reason: 'noValue', at: 6, length: 2 }],
    ['>1968', { reason: 'unknownPart', at: 0, length: 1 }],
    ['{"op"', { reason: 'unknownPart', at: 0 }],
  ];
  for (const [input, trouble] of cases) expect([input, read(input)]).toMatchObject([input, trouble]);
});

test('knows what is being typed', () => {
  expect(readingAt('poster ye', names)).toMatchObject({ what: 'term', at: 7 });
  expect(readingAt('poster ', names)).toMatchObject({ what: 'term', at: 7 });
  expect(readingAt('-ye', names)).toMatchObject({ what: 'term', at: 1 });
  expect(readingAt('(year:1 OR tags:strike,ma', names)).toMatchObject({ what: 'value', at: 23, property: { id: 2 } });
  expect(readingAt('tags:strike > Pa', names)).toMatchObject({ what: 'value', at: 5 });
  expect(readingAt('tags:', names)).toMatchObject({ what: 'value', at: 5, property: { id: 2 } });
  expect(readingAt('title:"a b', names)).toMatchObject({ what: 'value', at: 6, property: { id: 3 } });
  expect(readingAt('tags:strike ', names)).toMatchObject({ what: 'term', at: 12 });
});

// ---- printing is the inverse of reading

/** A small generator of numbers that anyone can run again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function generator(below: (n: number) => number, of: Names) {
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const texts = [
    'a',
    'poster',
    'long poster',
    'OR',
    'not',
    'empty',
    'vide',
    'any',
    'x*',
    '*',
    '#12',
    'a"b',
    'a\\',
    '\\n',
  ];
  texts.push(
    'a\nb',
    ' lead',
    '(1)',
    'a,b',
    'a..b',
    'é',
    '日本',
    '{',
    '/x/',
    '-a',
    'last',
    'year>1',
    'a:b',
    '"',
    "l'été",
  );
  const text = (): string => pick(texts) + (below(3) === 0 ? pick(['', ' ', ...texts]) : '');
  const number = (): number => pick([0, 1, -5, 1968, 0.1, 1e21, -2.5e-9, 3_000_000, 1_500, 1234567, 2 ** 40]);
  const dates = ['1968', '1968-05', '1968-05-06', '1968-05-06T14', '1968-05-06T14:30', '-0043', '0012-02'];
  dates.push('1968-05-06T14:30:10Z', '2026-11-22T09:05+02:00', '9999');
  const tagIds = (property: number): number[] =>
    of.words.tags
      .filter((one) => one.propertyId === property)
      .map((one) => one.id)
      .concat(999);
  const someTags = (property: number, least: number): number[] =>
    Array.from({ length: least + below(3) }, () => pick(tagIds(property)));

  function value(property: { id: number; type: string }): unknown {
    switch (property.type) {
      case 'number':
      case 'size':
      case 'id':
        return number();
      case 'date':
        return pick(dates);
      case 'checkbox':
        return below(2) === 0;
      case 'color':
        return below(12);
      case 'folder':
        return 1 + below(7);
      case 'tag':
      case 'multi_tags':
        return someTags(property.id, 1);
      default:
        return text();
    }
  }
  function condition(property: { id: number; type: string }, op: string, takes: string): Filter {
    const ask = (asked: unknown): Filter => ({ property: property.id, op, value: asked });
    switch (takes) {
      case 'nothing':
        return { property: property.id, op };
      case 'values':
        return ask(Array.from({ length: below(4) }, () => value(property)));
      case 'range':
        return ask([value(property), value(property)]);
      case 'regex':
        return ask(pick(['a', '^a/b$', 'a b', 'x\\/y', 'x\\', '(a|"b")\\d+', ')', 'a\nb', '\\\\']));
      case 'period':
        return ask({ unit: pick(['second', 'minute', 'hour', 'day', 'week', 'month', 'year']), count: 1 + below(12) });
      case 'since':
        return ask(below(2) === 0 ? 1 + below(1000) : pick(dates));
      case 'person':
        return ask(1 + below(4));
      case 'folders':
        return ask(Array.from({ length: 1 + below(3) }, () => 1 + below(7)));
      default:
        return /^contains/.test(op) ? ask(someTags(property.id, 0)) : ask(value(property));
    }
  }
  const all = of.words.properties.flatMap((property) =>
    operatorsOf(property).map(({ op, takes }) => ({ property, op, takes })),
  );
  const selection = (): Filter => ({ op: 'inSelection', value: { ids: pick([[], [3], [1, 2, 3, 9], [5, 4, 4]]) } });
  function filter(depth: number): Filter {
    const kind = depth > 0 ? below(8) : 7;
    const several = (): Filter[] => Array.from({ length: below(4) }, () => filter(depth - 1));
    if (kind < 2) return { all: several() };
    if (kind < 4) return { any: several() };
    if (kind === 4) return { not: filter(depth - 1) };
    if (kind === 5 && below(4) === 0) return selection();
    const one = pick(all);
    return condition(one.property, one.op, one.takes);
  }
  const box = (): string =>
    below(2) === 0
      ? ''
      : Array.from({ length: 1 + below(3) }, text)
          .join(pick([' ', ' ', '  ']))
          .trim();
  return { all, condition, filter, box };
}

test('reads what it prints, for every operator of every type and for random filters', () => {
  const seed = Date.now() % 1_000_000_000;
  for (const of of [names, french]) {
    const below = random(seed);
    const made = generator(below, of);
    const check = (text: string, filter: Filter | undefined): void => {
      const printed = print(filter ? { text, filter } : { text }, of);
      const where = `seed ${seed}: ${printed}`;
      const same = printText(text);
      expect([where, piecesOf(same)]).toEqual([where, piecesOf(text)]);
      expect([where, parse(printed, of)]).toEqual([where, filter ? { text: same, filter } : { text: same }]);
      expect([where, /[\n\r]/.test(printed)]).toEqual([where, false]);
    };
    for (const { property, op, takes } of made.all)
      for (let times = 0; times < 10; times++) {
        const filter = made.condition(property, op, takes);
        check('', filter);
        // Words of the language, not JSON, but for lists that ask nothing.
        const empty = 'value' in filter && Array.isArray(filter.value) && filter.value.length === 0;
        if (!empty)
          expect([seed, op, print({ text: '', filter }, of)]).toEqual([seed, op, expect.not.stringMatching(/^\{/)]);
      }
    for (let times = 0; times < 1_000; times++) check(made.box(), below(5) === 0 ? undefined : made.filter(3));
  }
}, 20_000);

test('a single tag or folder is the list of it; what is no filter of the table stands as JSON', () => {
  expect(print({ text: '', filter: { property: 2, op: 'containsAny', value: 1 } }, names)).toBe('tags:strike');
  expect(print({ text: '', filter: { property: -4, op: 'within', value: 2 } }, names)).toBe('folder:archive/press');
  const odd: Filter[] = [
    { property: 999, op: 'equal', value: 3 },
    { property: 1, op: 'near', value: 3 },
    { property: 1, op: 'equal', value: 'x' },
    { property: 4, op: 'last', value: { unit: 'fortnight' } },
  ];
  for (const filter of odd) {
    expect(print({ text: '', filter }, names)).toBe(JSON.stringify(filter));
    expect(filterOf(print({ text: '', filter }, names))).toEqual(filter);
  }
});

test('no text that somebody types can break it', () => {
  const seed = Date.now() % 1_000_000_000;
  const below = random(seed);
  const letters = 'ab1 :=<>~!"\\()-,&>{}./#*'.split('').concat('year', 'tags:', 'title~', 'OR', 'NOT ', 'last', ' ');
  for (let times = 0; times < 4_000; times++) {
    const input = Array.from({ length: below(12) }, () => letters[below(letters.length)]!).join('');
    const found = parse(input, names);
    const where = `seed ${seed}: ${input}`;
    if ('trouble' in found) {
      const { at, length } = found.trouble;
      expect([where, at >= 0 && length >= 0 && at + length <= input.length]).toEqual([where, true]);
    } else {
      const same = { ...found, text: printText(found.text) };
      expect([where, parse(print(found, names), names)]).toEqual([where, same]);
    }
    expect(readingAt(input, names).at).toBeLessThanOrEqual(input.length);
  }
});
