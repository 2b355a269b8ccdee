import { readDate, toIso } from './dates';
import { operatorsOf, type Condition, type Filter } from './filter';
import { idIn, Names, nearest, type Meant, type PropertyName } from './search-names';
import { isLast, isWord, readSize, unitOf } from './search-words';
import { isTagType } from './values';

/** What a search says: words to look for, and what else must hold. */
export interface Search {
  text: string;
  filter?: Filter;
}

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

class Unread extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble.reason);
  }
}

/** Reads a search (docs/formats/search-language.md). */
export function parse(input: string, names: Names): Search | { trouble: Trouble } {
  try {
    return new Parser(input, names).all();
  } catch (problem) {
    if (problem instanceof Unread) return { trouble: problem.trouble };
    throw problem;
  }
}

/** What a search that ends here is about to say. */
export function readingAt(input: string, names: Names): Reading {
  const parser = new Parser(input, names);
  try {
    parser.all();
  } catch (problem) {
    if (!(problem instanceof Unread)) throw problem;
  }
  return parser.reading;
}

/** What turns a condition into its opposite, where it has one of its own. */
const opposites: Record<string, string> = {
  containsAny: 'containsNot',
  like: 'notLike',
  equal: 'equalNot',
  isSet: 'notSet',
  notSet: 'isSet',
  isTrue: 'isFalse',
  isFalse: 'isTrue',
};
const compares: Record<string, string> = { '<': 'lower', '<=': 'leq', '>': 'greater', '>=': 'geq' };

/** A value as written. */
interface Atom {
  text: string;
  at: number;
  end: number;
  isQuoted?: boolean;
}

class Parser {
  /** The last thing that was begun. */
  reading: Reading = { what: 'term', at: 0 };
  #at = 0;

  constructor(
    readonly input: string,
    readonly names: Names,
  ) {}

  all(): Search {
    const { filters, words } = this.#or(0);
    const search: Search = { text: words };
    const filter = joined(filters);
    if (filter) search.filter = filter;
    return search;
  }

  // ---- joining

  #or(depth: number): { filters: Filter[]; words: string } {
    const first = this.#at;
    const branches = [this.#and(depth)];
    while (this.#word('or')) branches.push(this.#and(depth));
    const end = this.#at;
    if (branches.length === 1) return branches[0]!;
    if (branches.some(({ filters }) => filters.length === 0)) {
      const words = branches.some((one) => one.words !== '');
      throw this.#unread(words ? 'wordsInside' : 'nothingBeside', first, end);
    }
    if (branches.some((one) => one.words !== '')) throw this.#unread('wordsInside', first, end);
    return { filters: [{ any: branches.map(({ filters }) => joined(filters)!) }], words: '' };
  }

  #and(depth: number): { filters: Filter[]; words: string } {
    const filters: Filter[] = [];
    const words: string[] = [];
    for (;;) {
      this.#spaces();
      // What is written up to the very end is still being typed.
      if (this.#at < this.input.length || /^$|[\s(]$/.test(this.input)) this.reading = { what: 'term', at: this.#at };
      if (this.#word('and')) continue;
      if (this.#at >= this.input.length || this.#isWordHere('or')) break;
      if (this.input[this.#at] === ')') {
        if (depth > 0) break;
        throw this.#unread('unopenedBracket', this.#at, this.#at + 1);
      }
      const from = this.#at;
      const term = this.#term(depth);
      if (typeof term !== 'string') filters.push(term);
      else if (depth > 0) throw this.#unread('wordsInside', from);
      else if (term !== '') words.push(term);
    }
    return { filters, words: words.join(' ') };
  }

  /** A condition, or words to look for. */
  #term(depth: number): Filter | string {
    const from = this.#at;
    const next = this.input[from]!;
    if (next === '(') return this.#brackets(depth);
    if (next === '{') return this.#opaque();
    const joins = /^(all|any)\(/.exec(this.input.slice(from, from + 4))?.[1];
    if (joins) {
      this.#at += joins.length;
      const parts = this.#list(depth);
      return joins === 'all' ? { all: parts } : { any: parts };
    }
    if (this.#isNot()) {
      this.#spaces();
      return { not: this.#condition(depth) };
    }
    if (next === '-' && /[^\s]/.test(this.input[from + 1] ?? ' ')) {
      this.#at++;
      this.reading = { what: 'term', at: this.#at };
      const filter = this.#condition(depth);
      const opposite = 'op' in filter && filter.property !== undefined && opposites[filter.op];
      return opposite ? { ...filter, op: opposite } : { not: filter };
    }
    return this.#named();
  }

  /** What `-` and `NOT` stand before. */
  #condition(depth: number): Filter {
    const from = this.#at;
    this.reading = { what: 'term', at: from };
    if (from >= this.input.length) throw this.#unread('nothingBeside', from - 1, from);
    const filter = this.#term(depth);
    if (typeof filter === 'string') throw this.#unread('wordsInside', from);
    return filter;
  }

  #brackets(depth: number): Filter {
    const from = this.#at++;
    const { filters } = this.#or(depth + 1);
    if (this.input[this.#at] !== ')') throw this.#unread('unclosedBracket', from, from + 1);
    this.#at++;
    const filter = joined(filters);
    if (!filter) throw this.#unread('emptyBracket', from);
    return filter;
  }

  #list(depth: number): Filter[] {
    const from = this.#at++;
    const { filters } = this.#and(depth + 1);
    if (this.input[this.#at] !== ')') throw this.#unread('unclosedBracket', from, from + 1);
    this.#at++;
    return filters;
  }

  /** What only programs ask: JSON as it is. */
  #opaque(): Filter {
    const from = this.#at;
    const parts = /"(?:[^"\\]|\\.)*"?|[{}]|[^"{}]+/g;
    parts.lastIndex = from;
    let open = 0;
    for (let part = parts.exec(this.input); part; part = parts.exec(this.input)) {
      open += part[0] === '{' ? 1 : part[0] === '}' ? -1 : 0;
      if (open > 0) continue;
      this.#at = parts.lastIndex;
      try {
        return JSON.parse(this.input.slice(from, this.#at)) as Filter;
      } catch {
        break;
      }
    }
    throw this.#unread('unknownPart', from, this.#at > from ? this.#at : this.input.length);
  }

  // ---- names and signs

  /** A condition that begins with a name; or else words. */
  #named(): Filter | string {
    const from = this.#at;
    let name: string;
    if (this.input[from] === '"') name = this.#quoted();
    else {
      name = /^[^\s"():=<>~!]+/.exec(this.input.slice(from))?.[0] ?? '';
      this.#at += name.length;
    }
    const end = this.#at;
    const sign = /^:|^\s*(?:!=|<=|>=|=|<|>|~)/.exec(this.input.slice(end))?.[0];
    if (sign === undefined) {
      if (this.input[from] === '"') return name;
      // What looked like the beginning of a sign is a letter of a word.
      this.#at += /^[^\s"()]*/.exec(this.input.slice(end))![0].length;
      if (this.#at === from) throw this.#unread('unknownPart', from, from + 1);
      return this.input.slice(from, this.#at);
    }
    this.#at += sign.length;
    if (name === '') throw this.#unread('unknownPart', from);
    this.#spaces();
    const told = sign.trim();
    const property = this.names.property(name);
    if (!('one' in property)) {
      const shared = 'several' in property ? undefined : this.#shorthand(name, told);
      if (shared) return shared;
      const near = 'near' in property ? property.near : undefined;
      throw this.#unread('several' in property ? 'severalProperties' : 'noProperty', from, end, near, name);
    }
    this.reading = { what: 'value', at: this.#at, property: property.one, sign: told };
    return this.#asked(property.one, told, from);
  }

  /** What is asked of all properties that people edit, or of a selection. */
  #shorthand(name: string, sign: string): Filter | undefined {
    const ofAll = (op: string, value: unknown): Filter => ({
      any: this.names.words.properties.filter(({ id }) => id > 0).map(({ id }) => ({ property: id, op, value })),
    });
    this.reading = { what: 'value', at: this.#at, sign: name };
    if (isWord(name, 'by') && sign === ':') return ofAll('editedBy', this.#person());
    if (isWord(name, 'changed') && [':', '>', '>='].includes(sign)) return ofAll('changedSince', this.#since());
    if (!isWord(name, 'selection') || sign !== ':') return undefined;
    const atom = this.#atoms(',').flatMap(({ text, at, end }) => {
      const [, low, high = low] = /^(\d{1,15})(?:\.\.(\d{1,15}))?$/.exec(text) ?? [];
      if (low === undefined || Number(high) - Number(low) > 10_000_000) throw this.#unread('noNumber', at, end);
      return Array.from({ length: Number(high) - Number(low) + 1 }, (_, index) => Number(low) + index);
    });
    return { op: 'inSelection', value: { ids: atom } };
  }

  #asked(property: PropertyName, sign: string, from: number): Filter {
    const ask = (op: string, value?: unknown): Condition =>
      value === undefined ? { property: property.id, op } : { property: property.id, op, value };
    if (sign === ':') {
      const rest = this.input.slice(this.#at);
      const alone = /^[^\s"(),]+(?=[\s)]|$)/.exec(rest)?.[0];
      const word = alone !== undefined && (isWord(alone, 'empty') || isWord(alone, 'any') || alone === '*');
      if (word) this.#at += alone.length;
      if (word) return ask(isWord(alone, 'empty') ? 'notSet' : 'isSet');
      const called = /^(in|all|any|by|since)\(/.exec(rest)?.[1];
      if (called) return this.#called(property, called, ask);
      return this.#usual(property, ask);
    }
    const isMeasure = operatorsOf(property).some(({ op }) => op === 'lower');
    if (sign === '~') {
      if (!operatorsOf(property).some(({ op }) => op === 'regex')) throw this.#notFor(property, from);
      return ask('regex', this.#regex());
    }
    if (compares[sign]) {
      if (!isMeasure) throw this.#notFor(property, from);
      return ask(compares[sign], this.#value(property, this.#atom()));
    }
    const range = isMeasure && this.#range(property);
    const filter = range ? ask(range.op, range.value) : this.#equals(property, ask);
    if (sign === '=') return filter;
    return 'op' in filter && filter.op === 'equal' ? { ...filter, op: 'equalNot' } : { not: filter };
  }

  /** `=`: one value, or several of which it is one. */
  #equals(property: PropertyName, ask: (op: string, value: unknown) => Condition): Condition {
    const values = this.#values(property);
    return values.length === 1 ? ask('equal', values[0]) : ask('in', values);
  }

  /** `:` asks what is usual for a type. */
  #usual(property: PropertyName, ask: (op: string, value?: unknown) => Condition): Filter {
    const ops = new Set(operatorsOf(property).map(({ op }) => op));
    if (isTagType(property.type)) {
      const { sets, how } = this.#tagSets(property);
      if (how === 'mixed') throw this.#unread('mixed', this.reading.at);
      return ask(how === '&' ? 'containsAll' : 'containsAny', sets.flat());
    }
    if (ops.has('within'))
      return ask(
        'within',
        this.#atoms(',').map((atom) => this.#folder(atom)),
      );
    if (ops.has('isTrue')) {
      const atoms = this.#atoms(',');
      const [first] = atoms.map((atom) => this.#value(property, atom));
      return atoms.length === 1
        ? ask(first ? 'isTrue' : 'isFalse')
        : ask(
            'in',
            atoms.map((one) => this.#value(property, one)),
          );
    }
    if (ops.has('like')) {
      const found = this.#atoms(',', true).map((atom) =>
        atom.isPrefix ? ask('startsWith', this.#text(atom)) : ask('like', this.#text(atom)),
      );
      return found.length === 1 ? found[0]! : { any: found };
    }
    if (ops.has('last')) {
      const period = this.#period();
      if (period) return ask('last', period);
    }
    const range = ops.has('between') && this.#range(property);
    return range ? ask(range.op, range.value) : this.#equals(property, ask);
  }

  /** `tags:all(a, b)`, `title:by(Name)`. */
  #called(property: PropertyName, name: string, ask: (op: string, value: unknown) => Condition): Filter {
    const from = this.#at;
    this.#at += name.length + 1;
    this.#spaces();
    const edited = name === 'by' || name === 'since';
    const ofTags = name === 'all' || name === 'any';
    if ((edited && property.id < 0) || (ofTags && !isTagType(property.type))) throw this.#notFor(property, from);
    let filter: Filter;
    if (name === 'by') filter = ask('editedBy', this.#person());
    else if (name === 'since') filter = ask('changedSince', this.#since());
    else {
      const isEmpty = this.input[this.#at] === ')';
      if (ofTags) {
        const tags = isEmpty ? [] : this.#tagSets(property).sets.flat();
        filter = ask(name === 'all' ? 'containsAll' : 'containsAny', tags);
      } else filter = ask('in', isEmpty ? [] : this.#values(property));
    }
    this.#spaces();
    if (this.input[this.#at] !== ')') throw this.#unread('unclosedBracket', from + name.length, from + name.length + 1);
    this.#at++;
    return filter;
  }

  // ---- values

  /** The values of a list, as JSON has them; of tags each is a list, joined by `&`. */
  #values(property: PropertyName): unknown[] {
    if (!isTagType(property.type)) return this.#atoms(',').map((atom) => this.#value(property, atom));
    return this.#tagSets(property).sets;
  }

  #value(property: PropertyName, atom: Atom): unknown {
    const { text, at, end } = atom;
    if (atom.text === '') throw this.#unread('noValue', at, end);
    switch (property.type) {
      case 'number':
      case 'id': {
        if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw this.#unread('noNumber', at, end);
        return Number(text);
      }
      case 'size': {
        const size = readSize(text);
        if (size === undefined) throw this.#unread('noNumber', at, end);
        return size;
      }
      case 'date':
        return this.#date(atom);
      case 'checkbox':
        if (!isWord(text, 'yes') && !isWord(text, 'no')) throw this.#unread('noChoice', at, end);
        return isWord(text, 'yes');
      case 'color': {
        const { colours } = this.names.words;
        const known = colours.findIndex((name) => name.toLowerCase() === text.toLowerCase());
        const index = known >= 0 ? known : /^\d{1,2}$/.test(text) ? Number(text) : -1;
        if (index < 0 || index > 11) throw this.#unread('noColour', at, end, nearest(text, colours));
        return index;
      }
      case 'folder':
        return this.#folder(atom);
      default:
        return text;
    }
  }

  #text({ text, at, end }: Atom): string {
    if (text === '') throw this.#unread('noValue', at, end);
    return text;
  }

  #date({ text, at, end }: Atom): string {
    const date = readDate(text, this.names.words.language);
    if (!date) throw this.#unread('noDate', at, end);
    return toIso(date);
  }

  /** `1968..1972`, `1968..`, `..1972`; undefined where there is no range. */
  #range(property: PropertyName): { op: string; value: unknown } | undefined {
    const from = this.#at;
    const part = '("(?:[^"\\\\]|\\\\.)*"|(?:(?!\\.\\.)[^\\s",()])*)';
    const found = new RegExp(`^${part}\\.\\.${part}`).exec(this.input.slice(from));
    if (!found) return undefined;
    const [whole, low, high] = found as unknown as [string, string, string];
    if (low === '' && high === '') throw this.#unread('noValue', from, from + 2);
    const read = (text: string, at: number): unknown => {
      this.reading = { ...this.reading, at };
      const isQuoted = text.startsWith('"');
      return text && this.#value(property, { text: isQuoted ? unquoted(text) : text, at, end: at + text.length });
    };
    this.#at = from + whole.length;
    const lower = read(low, from);
    const upper = read(high, from + low.length + 2);
    if (low === '') return { op: 'leq', value: upper };
    return high === '' ? { op: 'geq', value: lower } : { op: 'between', value: [lower, upper] };
  }

  /** `last 3 months`; undefined where there is none. */
  #period(): { unit: string; count: number } | undefined {
    const from = this.#at;
    const found = /^([^\s"(),]+)\s+(?:(\d{1,7})\s+)?([^\s"(),]+)/.exec(this.input.slice(from));
    const word = /^[^\s"(),]+/.exec(this.input.slice(from))?.[0] ?? '';
    if (!isLast(word)) return undefined;
    const unit = found ? unitOf(found[3]!) : undefined;
    const count = Number(found?.[2] ?? 1);
    if (!unit || count < 1 || count > 1_000_000)
      throw this.#unread('noPeriod', from, from + (found?.[0] ?? word).length);
    this.#at += found![0].length;
    return { unit, count };
  }

  #person(): number {
    const atom = this.#atom();
    return this.#one(this.names.person(atom.text), atom, 'noPerson', 'severalPeople').id;
  }
  #folder(atom: Atom): number {
    return this.#one(this.names.folder(this.#text(atom)), atom, 'noFolder', 'severalFolders').id;
  }
  #since(): number | string {
    const atom = this.#atom();
    return idIn(atom.text) ?? this.#date(atom);
  }

  /** A regular expression, between strokes or in quotes. */
  #regex(): string {
    const found = /^\/((?:[^/\\]|\\.)*)\//s.exec(this.input.slice(this.#at));
    if (!found) {
      if (this.input[this.#at] === '/') throw this.#unread('unclosedQuote', this.#at, this.#at + 1);
      return this.#text(this.#atom());
    }
    this.#at += found[0].length;
    if (found[1] === '') throw this.#unread('noValue', this.#at - 2, this.#at);
    return found[1]!;
  }

  /** Tags with what joins them: `a,b`, `a&b`, or sets such as `a&b,c`. */
  #tagSets(property: PropertyName): { sets: number[][]; how: ',' | '&' | 'mixed' } {
    const sets: number[][] = [[this.#tag(property)]];
    const seen = new Set<string>();
    for (;;) {
      const sign = /^\s*([,&])\s*/.exec(this.input.slice(this.#at));
      if (!sign) break;
      this.#at += sign[0].length;
      seen.add(sign[1]!);
      const tag = this.#tag(property);
      if (sign[1] === '&') sets.at(-1)!.push(tag);
      else sets.push([tag]);
    }
    return { sets, how: seen.size > 1 ? 'mixed' : seen.has('&') ? '&' : ',' };
  }

  #tag(property: PropertyName): number {
    const names: string[] = [];
    const first = this.#at;
    let atom = this.#atom('&>');
    names.push(this.#text(atom));
    for (;;) {
      const sign = /^\s*>\s*/.exec(this.input.slice(this.#at));
      if (!sign) break;
      this.#at += sign[0].length;
      atom = { ...this.#atom('&>', first), at: first };
      names.push(this.#text(atom));
    }
    return this.#one(this.names.tag(property.id, names), atom, 'noTag', 'severalTags').id;
  }

  #one<T>(found: Meant<T>, { text, at, end }: Atom, none: Reason, several: Reason): T {
    if ('one' in found) return found.one;
    const near = 'near' in found ? found.near : undefined;
    throw this.#unread('several' in found ? several : none, at, end, near, text);
  }

  // ---- letters

  #atoms(sign: string, mayBegin = false): (Atom & { isPrefix: boolean })[] {
    const found: (Atom & { isPrefix: boolean })[] = [];
    for (;;) {
      const atom = this.#atom();
      let isPrefix = false;
      if (mayBegin && atom.isQuoted && this.input[this.#at] === '*') {
        isPrefix = true;
        this.#at++;
      } else if (mayBegin && !atom.isQuoted && atom.text.length > 1 && atom.text.endsWith('*')) {
        isPrefix = true;
        atom.text = atom.text.slice(0, -1);
      }
      found.push({ ...atom, isPrefix });
      const next = new RegExp(`^\\s*${sign}\\s*`).exec(this.input.slice(this.#at));
      if (!next) return found;
      this.#at += next[0].length;
    }
  }

  /** A value in quotes, or up to a space, comma or bracket, or one of some more signs. */
  #atom(signs = '', begun = this.#at): Atom {
    const at = this.#at;
    this.reading = { ...this.reading, what: 'value', at: begun };
    if (this.input[at] === '"') {
      const text = this.#quoted();
      return { text, at, end: this.#at, isQuoted: true };
    }
    let text = '';
    for (let next = this.input[this.#at]; next && !/[\s",()]/.test(next) && !signs.includes(next);) {
      text += next;
      next = this.input[++this.#at];
    }
    if (text === '') throw this.#unread('noValue', at, at);
    return { text, at, end: this.#at, isQuoted: false };
  }

  #quoted(): string {
    const from = this.#at;
    const found = /^"((?:[^"\\]|\\.)*)"/s.exec(this.input.slice(from));
    if (!found) throw this.#unread('unclosedQuote', from, from + 1);
    this.#at += found[0].length;
    return unquoted(found[0]);
  }

  #spaces(): void {
    while (/\s/.test(this.input[this.#at] ?? '')) this.#at++;
  }
  /** Whether a joining word stands here by itself. */
  #isWordHere(key: 'or' | 'and' | 'not'): string | undefined {
    const word = /^\p{Lu}+(?=[\s(]|$)/u.exec(this.input.slice(this.#at))?.[0];
    return word !== undefined && isWord(word, key) ? word : undefined;
  }
  #word(key: 'or' | 'and' | 'not'): boolean {
    this.#spaces();
    const word = this.#isWordHere(key);
    if (word) this.#at += word.length;
    return word !== undefined;
  }
  /** `NOT`; in small letters only where a condition follows. */
  #isNot(): boolean {
    if (this.#word('not')) return true;
    const small = /^(?:not|non)\s+(?=\(|-?(?:"[^"]*"|[^\s"():=<>~!]+)(?::|\s*(?:[=<>~]|!=)))/i;
    const found = small.exec(this.input.slice(this.#at));
    if (found) this.#at += found[0].length;
    return found !== null;
  }

  #notFor(property: PropertyName, from: number): Unread {
    return this.#unread('noOperator', from, this.#at, undefined, property.name);
  }
  #unread(reason: Reason, at: number, end = this.#at, near?: string, name?: string): Unread {
    const stop = Math.min(Math.max(end, at), this.input.length);
    return new Unread({ at, length: stop - at, reason, name: name ?? this.input.slice(at, stop), near });
  }
}

const controls: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
/** What stands in quotes. */
const unquoted = (text: string): string =>
  text.slice(1, -1).replace(/\\(.)/gs, (both, letter: string) => controls[letter] ?? both);

function joined(filters: Filter[]): Filter | undefined {
  return filters.length > 1 ? { all: filters } : filters[0];
}
