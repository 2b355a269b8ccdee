import { readDate, toIso } from './dates';
import { idIn, nearest, type Meant, type Names, type PropertyName } from './search-names';
import { isLast, isWord, readSize, unescaped, unitOf } from './search-words';
import { isTagType } from './values';

/** Why a search cannot be read; the page has a sentence for each (`search.troubles.…`). */
export type Reason =
  | 'noProperty'
  | 'severalProperties'
  | 'noTag'
  | 'severalTags'
  | 'noFolder'
  | 'severalFolders'
  | 'noPerson'
  | 'severalPeople'
  | 'noColour'
  | 'noNumber'
  | 'noDate'
  | 'noPeriod'
  | 'noChoice'
  | 'noOperator'
  | 'noValue'
  | 'mixed'
  | 'unclosedQuote'
  | 'unclosedBracket'
  | 'unopenedBracket'
  | 'emptyBracket'
  | 'nothingBeside'
  | 'wordsInside'
  | 'unknownPart';

/** What is wrong, and with which characters. */
export interface Trouble {
  at: number;
  length: number;
  reason: Reason;
  /** What was written there. */
  name: string;
  /** What may have been meant. */
  near?: string;
}

/** What stands at the end of a search while it is typed: what could come next depends on it. */
export interface Reading {
  what: 'term' | 'value';
  at: number;
  property?: PropertyName;
  sign?: string;
}

/** Ends the reading of a search. */
export class Unread extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble.reason);
  }
}

/** A value as written. */
interface Atom {
  text: string;
  at: number;
  end: number;
  isQuoted?: boolean;
}

/** Reads the values of a search, each where it stands. */
export class ValueReader {
  /** The last thing that was begun. */
  reading: Reading = { what: 'term', at: 0 };
  /** The next character. */
  protected at = 0;

  constructor(
    readonly input: string,
    readonly names: Names,
  ) {}

  /** The values of a list, as JSON has them; of tags each is a list, joined by `&`. */
  protected values(property: PropertyName): unknown[] {
    if (!isTagType(property.type)) return this.atoms(',').map((atom) => this.value(property, atom));
    return this.tagSets(property).sets;
  }

  protected value(property: PropertyName, atom: Atom): unknown {
    const { text, at, end } = atom;
    if (atom.text === '') throw this.unread('noValue', at, end);
    switch (property.type) {
      case 'number':
      case 'id': {
        if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw this.unread('noNumber', at, end);
        return Number(text);
      }
      case 'size': {
        const size = readSize(text);
        if (size === undefined) throw this.unread('noNumber', at, end);
        return size;
      }
      case 'date':
        return this.#date(atom);
      case 'checkbox':
        if (!isWord(text, 'yes') && !isWord(text, 'no')) throw this.unread('noChoice', at, end);
        return isWord(text, 'yes');
      case 'color': {
        const { colours } = this.names.words;
        const known = colours.findIndex((name) => name.toLowerCase() === text.toLowerCase());
        const index = known >= 0 ? known : /^\d{1,2}$/.test(text) ? Number(text) : -1;
        if (index < 0 || index > 11) throw this.unread('noColour', at, end, nearest(text, colours));
        return index;
      }
      case 'folder':
        return this.folder(atom);
      default:
        return text;
    }
  }

  protected text({ text, at, end }: Atom): string {
    if (text === '') throw this.unread('noValue', at, end);
    return text;
  }

  #date({ text, at, end }: Atom): string {
    const date = readDate(text, this.names.words.language);
    if (!date) throw this.unread('noDate', at, end);
    return toIso(date);
  }

  /** `1968..1972`, `1968..`, `..1972`; undefined where there is no range. */
  protected range(property: PropertyName): { op: string; value: unknown } | undefined {
    const from = this.at;
    const part = '("(?:[^"\\\\]|\\\\.)*"|(?:(?!\\.\\.)[^\\s",()])*)';
    const found = new RegExp(`^${part}\\.\\.${part}`).exec(this.input.slice(from));
    if (!found) return undefined;
    const [whole, low, high] = found as unknown as [string, string, string];
    if (low === '' && high === '') throw this.unread('noValue', from, from + 2);
    const read = (text: string, at: number): unknown => {
      this.reading = { ...this.reading, at };
      const isQuoted = text.startsWith('"');
      return text && this.value(property, { text: isQuoted ? unquoted(text) : text, at, end: at + text.length });
    };
    this.at = from + whole.length;
    const lower = read(low, from);
    const upper = read(high, from + low.length + 2);
    if (low === '') return { op: 'leq', value: upper };
    return high === '' ? { op: 'geq', value: lower } : { op: 'between', value: [lower, upper] };
  }

  /** `last 3 months`; undefined where there is none. */
  protected period(): { unit: string; count: number } | undefined {
    const from = this.at;
    const found = /^([^\s"(),]+)\s+(?:(\d{1,7})\s+)?([^\s"(),]+)/.exec(this.input.slice(from));
    const word = /^[^\s"(),]+/.exec(this.input.slice(from))?.[0] ?? '';
    if (!isLast(word)) return undefined;
    const unit = found ? unitOf(found[3]!) : undefined;
    const count = Number(found?.[2] ?? 1);
    if (!unit || count < 1 || count > 1_000_000)
      throw this.unread('noPeriod', from, from + (found?.[0] ?? word).length);
    this.at += found![0].length;
    return { unit, count };
  }

  protected person(): number {
    const atom = this.atom();
    return this.#one(this.names.person(atom.text), atom, 'noPerson', 'severalPeople').id;
  }
  protected folder(atom: Atom): number {
    return this.#one(this.names.folder(this.text(atom)), atom, 'noFolder', 'severalFolders').id;
  }
  protected since(): number | string {
    const atom = this.atom();
    return idIn(atom.text) ?? this.#date(atom);
  }

  /** A regular expression, between strokes or in quotes. */
  protected regex(): string {
    const found = /^\/((?:[^/\\]|\\.)*)\//s.exec(this.input.slice(this.at));
    if (!found) {
      if (this.input[this.at] === '/') throw this.unread('unclosedQuote', this.at, this.at + 1);
      return this.text(this.atom());
    }
    this.at += found[0].length;
    if (found[1] === '') throw this.unread('noValue', this.at - 2, this.at);
    return found[1]!;
  }

  /** Tags with what joins them: `a,b`, `a&b`, or sets such as `a&b,c`. */
  protected tagSets(property: PropertyName): { sets: number[][]; how: ',' | '&' | 'mixed' } {
    const sets: number[][] = [[this.#tag(property)]];
    const seen = new Set<string>();
    for (;;) {
      const sign = /^\s*([,&])\s*/.exec(this.input.slice(this.at));
      if (!sign) break;
      this.at += sign[0].length;
      seen.add(sign[1]!);
      const tag = this.#tag(property);
      if (sign[1] === '&') sets.at(-1)!.push(tag);
      else sets.push([tag]);
    }
    return { sets, how: seen.size > 1 ? 'mixed' : seen.has('&') ? '&' : ',' };
  }

  #tag(property: PropertyName): number {
    const names: string[] = [];
    const first = this.at;
    let atom = this.atom('&>');
    names.push(this.text(atom));
    for (;;) {
      const sign = /^\s*>\s*/.exec(this.input.slice(this.at));
      if (!sign) break;
      this.at += sign[0].length;
      atom = { ...this.atom('&>', first), at: first };
      names.push(this.text(atom));
    }
    return this.#one(this.names.tag(property.id, names), atom, 'noTag', 'severalTags').id;
  }

  #one<T>(found: Meant<T>, { text, at, end }: Atom, none: Reason, several: Reason): T {
    if ('one' in found) return found.one;
    const near = 'near' in found ? found.near : undefined;
    throw this.unread('several' in found ? several : none, at, end, near, text);
  }

  // ---- letters

  protected atoms(sign: string, mayBegin = false): (Atom & { isPrefix: boolean })[] {
    const found: (Atom & { isPrefix: boolean })[] = [];
    for (;;) {
      const atom = this.atom();
      let isPrefix = false;
      if (mayBegin && atom.isQuoted && this.input[this.at] === '*') {
        isPrefix = true;
        this.at++;
      } else if (mayBegin && !atom.isQuoted && atom.text.length > 1 && atom.text.endsWith('*')) {
        isPrefix = true;
        atom.text = atom.text.slice(0, -1);
      }
      found.push({ ...atom, isPrefix });
      const next = new RegExp(`^\\s*${sign}\\s*`).exec(this.input.slice(this.at));
      if (!next) return found;
      this.at += next[0].length;
    }
  }

  /** A value in quotes, or up to a space, comma or bracket, or one of some more signs. */
  protected atom(signs = '', begun = this.at): Atom {
    const at = this.at;
    this.reading = { ...this.reading, what: 'value', at: begun };
    if (this.input[at] === '"') {
      const text = this.quoted();
      return { text, at, end: this.at, isQuoted: true };
    }
    let text = '';
    for (let next = this.input[this.at]; next && !/[\s",()]/.test(next) && !signs.includes(next);) {
      text += next;
      next = this.input[++this.at];
    }
    if (text === '') throw this.unread('noValue', at, at);
    return { text, at, end: this.at, isQuoted: false };
  }

  protected quoted(): string {
    const from = this.at;
    const found = /^"((?:[^"\\]|\\.)*)"/s.exec(this.input.slice(from));
    if (!found) throw this.unread('unclosedQuote', from, from + 1);
    this.at += found[0].length;
    return unquoted(found[0]);
  }

  protected spaces(): void {
    while (/\s/.test(this.input[this.at] ?? '')) this.at++;
  }
  protected notFor(property: PropertyName, from: number): Unread {
    return this.unread('noOperator', from, this.at, undefined, property.name);
  }
  protected unread(reason: Reason, at: number, end = this.at, near?: string, name?: string): Unread {
    const stop = Math.min(Math.max(end, at), this.input.length);
    return new Unread({ at, length: stop - at, reason, name: name ?? this.input.slice(at, stop), near });
  }
}

/** What stands in quotes. */
const unquoted = (text: string): string => unescaped(text.slice(1, -1));
