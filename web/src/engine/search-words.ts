import { folded } from './tags';

/** The words of the language itself, by language: what is printed first, then what is read too. */
interface Words {
  or: string[];
  and: string[];
  not: string[];
  empty: string[];
  any: string[];
  yes: string[];
  no: string[];
  by: string[];
  changed: string[];
  selection: string[];
  bytes: string;
  /** What stands before a period of one unit, and of several; by gender. */
  last: { m: [string, string]; f: [string, string] };
  /** Unit to its gender, singular, plural, and other ways to write it. */
  units: Record<string, ['m' | 'f', string, string, ...string[]]>;
}

const en: Words = {
  or: ['OR'],
  and: ['AND'],
  not: ['NOT'],
  empty: ['empty'],
  any: ['any'],
  yes: ['yes', 'true'],
  no: ['no', 'false'],
  by: ['by'],
  changed: ['changed'],
  selection: ['selection'],
  bytes: 'B',
  last: { m: ['last', 'last'], f: ['last', 'last'] },
  units: {
    second: ['m', 'second', 'seconds'],
    minute: ['m', 'minute', 'minutes'],
    hour: ['m', 'hour', 'hours'],
    day: ['m', 'day', 'days'],
    week: ['m', 'week', 'weeks'],
    month: ['m', 'month', 'months'],
    year: ['m', 'year', 'years'],
  },
};
const fr: Words = {
  or: ['OU'],
  and: ['ET'],
  not: ['NON'],
  empty: ['vide'],
  any: ['rempli', 'remplie'],
  yes: ['oui', 'vrai'],
  no: ['non', 'faux'],
  by: ['par'],
  changed: ['modifié', 'modifie'],
  selection: ['sélection', 'selection'],
  bytes: 'o',
  last: { m: ['dernier', 'derniers'], f: ['dernière', 'dernières'] },
  units: {
    second: ['f', 'seconde', 'secondes'],
    minute: ['f', 'minute', 'minutes'],
    hour: ['f', 'heure', 'heures'],
    day: ['m', 'jour', 'jours'],
    week: ['f', 'semaine', 'semaines'],
    month: ['m', 'mois', 'mois'],
    year: ['m', 'an', 'ans', 'année', 'années'],
  },
};
const languages = { en, fr };

export const wordsOf = (language: string): Words => (language === 'fr' ? fr : en);

const keys = ['or', 'and', 'not', 'empty', 'any', 'yes', 'no', 'by', 'changed', 'selection'] as const;
/** All words of a kind, of all languages; joining words are written in capitals, others anyhow. */
const known = new Map(
  keys.map((key) => {
    const words = Object.values(languages).flatMap((one) => one[key]);
    return [key, new Set(/^(or|and|not)$/.test(key) ? words : words.map(folded))];
  }),
);

/** Whether a text is one of the words, in any language. */
export function isWord(text: string, key: (typeof keys)[number]): boolean {
  const words = known.get(key)!;
  return words.has(/^(or|and|not)$/.test(key) ? text : folded(text));
}
/** Whether a text is `last` in any language. */
export const isLast = (text: string): boolean =>
  Object.values(languages).some(({ last }) => [...last.m, ...last.f].some((word) => folded(word) === folded(text)));

/** The unit that a word names. */
export function unitOf(text: string): string | undefined {
  for (const { units } of Object.values(languages))
    for (const [unit, [, ...names]] of Object.entries(units))
      if (names.some((name) => folded(name) === folded(text))) return unit;
  return undefined;
}

/** `last 3 months`; undefined for a unit that is none. */
export function lastWords(unit: string, count: number, language: string): string | undefined {
  const words = wordsOf(language);
  const of = words.units[unit];
  if (!of) return undefined;
  const [gender, one, many] = of;
  return count === 1 ? `${words.last[gender][0]} ${one}` : `${words.last[gender][1]} ${count} ${many}`;
}

const keywords = new Set(
  Object.values(languages)
    .flatMap((words) => [...keys.flatMap((key) => words[key]), ...words.last.m, ...words.last.f])
    .concat('all', 'in', 'since')
    .map(folded),
);
/** Whether a text would be read as something else where it stands without quotes. */
export const isKeyword = (text: string): boolean => keywords.has(folded(text));

/** A text in quotes, on one line. */
export const quoted = (text: string): string =>
  `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`;

/** A value, a name or a word as it is written: in quotes only where it needs them. */
export const bare = (text: string): string =>
  /^(?:#-?\d+|[\p{L}\p{N}][\p{L}\p{N}_.\-/%+]*)$/u.test(text) && !text.includes('..') && !isKeyword(text)
    ? text
    : quoted(text);

const controls: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
/** What stands between quotes, as it is meant. */
export const unescaped = (text: string): string =>
  text.replace(/\\(.)/gs, (both, letter: string) => controls[letter] ?? both);

/** What the text of a view looks for: each word, and each phrase in quotes as it stands. One that nobody closes lasts to the end. */
export function piecesOf(text: string): string[] {
  const parts = [...text.matchAll(/"((?:[^"\\]|\\.|\\$)*)(?:"|$)|(\S+)/gs)];
  return parts.map(([, phrase, word]) => word ?? unescaped(phrase ?? '')).filter((piece) => piece.trim() !== '');
}

/** Powers of 1000 by the letter before the unit of bytes. */
export const sizes: Record<string, number> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };

/** Reads `3MB`, `3 Mo`, `3000`. */
export function readSize(text: string): number | undefined {
  const parts = /^(-?\d+(?:\.\d+)?)\s*([kmgt]?)(?:b|o|bytes|octets)?$/i.exec(text);
  if (!parts) return undefined;
  const size = Number(parts[1]) * sizes[parts[2]!.toLowerCase()]!;
  // 1.1 × 1000 is not quite 1100 to a computer; bytes are whole.
  return parts[2] ? Math.round(size) : size;
}

/** Bytes with the largest unit that says them exactly. */
export function sizeText(bytes: number, language: string): string {
  const unit = wordsOf(language).bytes;
  const letters = ['T', 'G', 'M', 'k'];
  const fits = letters.find((letter) => {
    const size = sizes[letter.toLowerCase()]!;
    return bytes !== 0 && bytes % size === 0 && Math.abs(bytes / size) < 1e6;
  });
  return fits ? `${bytes / sizes[fits.toLowerCase()]!}${fits}${unit}` : plainNumber(bytes);
}

/** A number without exponent or grouping, that reads as the same number. */
export function plainNumber(value: number): string {
  const text = String(value);
  if (!/e/.test(text)) return text;
  const [digits, exponent] = text.replace('-', '').split('e') as [string, string];
  const [whole, part = ''] = digits.split('.') as [string, string?];
  const point = whole.length + Number(exponent);
  const all = whole + part;
  const sign = value < 0 ? '-' : '';
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${all}`;
  return sign + (point >= all.length ? all.padEnd(point, '0') : `${all.slice(0, point)}.${all.slice(point)}`);
}
