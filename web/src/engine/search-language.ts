import { operatorsOf, type Condition, type Filter } from './filter';
import type { Names, PropertyName } from './search-names';
import { Unread, ValueReader, type Reading, type Trouble } from './search-values';
import { isWord } from './search-words';
import { isTagType } from './values';

/** What a search says: words to look for, and what else must hold. */
export interface Search {
  text: string;
  filter?: Filter;
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

class Parser extends ValueReader {
  all(): Search {
    const { filters, words } = this.#or(0);
    const search: Search = { text: words };
    const filter = joined(filters);
    if (filter) search.filter = filter;
    return search;
  }

  // ---- joining

  #or(depth: number): { filters: Filter[]; words: string } {
    const first = this.at;
    const branches = [this.#and(depth)];
    while (this.#word('or')) branches.push(this.#and(depth));
    const end = this.at;
    if (branches.length === 1) return branches[0]!;
    if (branches.some(({ filters }) => filters.length === 0)) {
      const words = branches.some((one) => one.words !== '');
      throw this.unread(words ? 'wordsInside' : 'nothingBeside', first, end);
    }
    if (branches.some((one) => one.words !== '')) throw this.unread('wordsInside', first, end);
    return { filters: [{ any: branches.map(({ filters }) => joined(filters)!) }], words: '' };
  }

  #and(depth: number): { filters: Filter[]; words: string } {
    const filters: Filter[] = [];
    const words: string[] = [];
    for (;;) {
      this.spaces();
      // What is written up to the very end is still being typed.
      if (this.at < this.input.length || /^$|[\s(]$/.test(this.input)) this.reading = { what: 'term', at: this.at };
      if (this.#word('and')) continue;
      if (this.at >= this.input.length || this.#isWordHere('or')) break;
      if (this.input[this.at] === ')') {
        if (depth > 0) break;
        throw this.unread('unopenedBracket', this.at, this.at + 1);
      }
      const from = this.at;
      const term = this.#term(depth);
      if (typeof term !== 'string') filters.push(term);
      else if (depth > 0) throw this.unread('wordsInside', from);
      else if (term !== '') words.push(term);
    }
    return { filters, words: words.join(' ') };
  }

  /** A condition, or words to look for. */
  #term(depth: number): Filter | string {
    const from = this.at;
    const next = this.input[from]!;
    if (next === '(') return this.#brackets(depth);
    if (next === '{') return this.#opaque();
    const joins = /^(all|any)\(/.exec(this.input.slice(from, from + 4))?.[1];
    if (joins) {
      this.at += joins.length;
      const parts = this.#list(depth);
      return joins === 'all' ? { all: parts } : { any: parts };
    }
    if (this.#isNot()) {
      this.spaces();
      return { not: this.#condition(depth) };
    }
    if (next === '-' && /[^\s]/.test(this.input[from + 1] ?? ' ')) {
      this.at++;
      this.reading = { what: 'term', at: this.at };
      const filter = this.#condition(depth);
      const opposite = 'op' in filter && filter.property !== undefined && opposites[filter.op];
      return opposite ? { ...filter, op: opposite } : { not: filter };
    }
    return this.#named();
  }

  /** What `-` and `NOT` stand before. */
  #condition(depth: number): Filter {
    const from = this.at;
    this.reading = { what: 'term', at: from };
    if (from >= this.input.length) throw this.unread('nothingBeside', from - 1, from);
    const filter = this.#term(depth);
    if (typeof filter === 'string') throw this.unread('wordsInside', from);
    return filter;
  }

  #brackets(depth: number): Filter {
    const from = this.at++;
    const { filters } = this.#or(depth + 1);
    if (this.input[this.at] !== ')') throw this.unread('unclosedBracket', from, from + 1);
    this.at++;
    const filter = joined(filters);
    if (!filter) throw this.unread('emptyBracket', from);
    return filter;
  }

  #list(depth: number): Filter[] {
    const from = this.at++;
    const { filters } = this.#and(depth + 1);
    if (this.input[this.at] !== ')') throw this.unread('unclosedBracket', from, from + 1);
    this.at++;
    return filters;
  }

  /** What only programs ask: JSON as it is. */
  #opaque(): Filter {
    const from = this.at;
    const parts = /"(?:[^"\\]|\\.)*"?|[{}]|[^"{}]+/g;
    parts.lastIndex = from;
    let open = 0;
    for (let part = parts.exec(this.input); part; part = parts.exec(this.input)) {
      open += part[0] === '{' ? 1 : part[0] === '}' ? -1 : 0;
      if (open > 0) continue;
      this.at = parts.lastIndex;
      try {
        return JSON.parse(this.input.slice(from, this.at)) as Filter;
      } catch {
        break;
      }
    }
    throw this.unread('unknownPart', from, this.at > from ? this.at : this.input.length);
  }

  // ---- names and signs

  /** A condition that begins with a name; or else words. */
  #named(): Filter | string {
    const from = this.at;
    let name: string;
    if (this.input[from] === '"') name = this.quoted();
    else {
      name = /^[^\s"():=<>~!]+/.exec(this.input.slice(from))?.[0] ?? '';
      this.at += name.length;
    }
    const end = this.at;
    const sign = /^:|^\s*(?:!=|<=|>=|=|<|>|~)/.exec(this.input.slice(end))?.[0];
    if (sign === undefined) {
      if (this.input[from] === '"') return name.trim() === '' ? '' : this.input.slice(from, end);
      // What looked like the beginning of a sign is a letter of a word.
      this.at += /^[^\s"()]*/.exec(this.input.slice(end))![0].length;
      if (this.at === from) throw this.unread('unknownPart', from, from + 1);
      return this.input.slice(from, this.at);
    }
    this.at += sign.length;
    if (name === '') throw this.unread('unknownPart', from);
    this.spaces();
    const told = sign.trim();
    const property = this.names.property(name);
    if (!('one' in property)) {
      const shared = 'several' in property ? undefined : this.#shorthand(name, told);
      if (shared) return shared;
      const near = 'near' in property ? property.near : undefined;
      throw this.unread('several' in property ? 'severalProperties' : 'noProperty', from, end, near, name);
    }
    this.reading = { what: 'value', at: this.at, property: property.one, sign: told };
    return this.#asked(property.one, told, from);
  }

  /** What is asked of all properties that people edit, or of a selection. */
  #shorthand(name: string, sign: string): Filter | undefined {
    const ofAll = (op: string, value: unknown): Filter => ({
      any: this.names.words.properties.filter(({ id }) => id > 0).map(({ id }) => ({ property: id, op, value })),
    });
    this.reading = { what: 'value', at: this.at, sign: name };
    if (isWord(name, 'by') && sign === ':') return ofAll('editedBy', this.person());
    if (isWord(name, 'changed') && [':', '>', '>='].includes(sign)) return ofAll('changedSince', this.since());
    if (!isWord(name, 'selection') || sign !== ':') return undefined;
    const atom = this.atoms(',').flatMap(({ text, at, end }) => {
      const [, low, high = low] = /^(\d{1,15})(?:\.\.(\d{1,15}))?$/.exec(text) ?? [];
      if (low === undefined || Number(high) - Number(low) > 10_000_000) throw this.unread('noNumber', at, end);
      return Array.from({ length: Number(high) - Number(low) + 1 }, (_, index) => Number(low) + index);
    });
    return { op: 'inSelection', value: { ids: atom } };
  }

  #asked(property: PropertyName, sign: string, from: number): Filter {
    const ask = (op: string, value?: unknown): Condition =>
      value === undefined ? { property: property.id, op } : { property: property.id, op, value };
    if (sign === ':') {
      const rest = this.input.slice(this.at);
      const alone = /^[^\s"(),]+(?=[\s)]|$)/.exec(rest)?.[0];
      const word = alone !== undefined && (isWord(alone, 'empty') || isWord(alone, 'any') || alone === '*');
      if (word) this.at += alone.length;
      if (word) return ask(isWord(alone, 'empty') ? 'notSet' : 'isSet');
      const called = /^(in|all|any|by|since)\(/.exec(rest)?.[1];
      if (called) return this.#called(property, called, ask);
      return this.#usual(property, ask);
    }
    const isMeasure = operatorsOf(property).some(({ op }) => op === 'lower');
    if (sign === '~') {
      if (!operatorsOf(property).some(({ op }) => op === 'regex')) throw this.notFor(property, from);
      return ask('regex', this.regex());
    }
    if (compares[sign]) {
      if (!isMeasure) throw this.notFor(property, from);
      return ask(compares[sign], this.value(property, this.atom()));
    }
    const range = isMeasure && this.range(property);
    const filter = range ? ask(range.op, range.value) : this.#equals(property, ask);
    if (sign === '=') return filter;
    return 'op' in filter && filter.op === 'equal' ? { ...filter, op: 'equalNot' } : { not: filter };
  }

  /** `=`: one value, or several of which it is one. */
  #equals(property: PropertyName, ask: (op: string, value: unknown) => Condition): Condition {
    const values = this.values(property);
    return values.length === 1 ? ask('equal', values[0]) : ask('in', values);
  }

  /** `:` asks what is usual for a type. */
  #usual(property: PropertyName, ask: (op: string, value?: unknown) => Condition): Filter {
    const ops = new Set(operatorsOf(property).map(({ op }) => op));
    if (isTagType(property.type)) {
      const { sets, how } = this.tagSets(property);
      if (how === 'mixed') throw this.unread('mixed', this.reading.at);
      return ask(how === '&' ? 'containsAll' : 'containsAny', sets.flat());
    }
    if (ops.has('within'))
      return ask(
        'within',
        this.atoms(',').map((atom) => this.folder(atom)),
      );
    if (ops.has('isTrue')) {
      const atoms = this.atoms(',');
      const [first] = atoms.map((atom) => this.value(property, atom));
      return atoms.length === 1
        ? ask(first ? 'isTrue' : 'isFalse')
        : ask(
            'in',
            atoms.map((one) => this.value(property, one)),
          );
    }
    if (ops.has('like')) {
      const found = this.atoms(',', true).map((atom) =>
        atom.isPrefix ? ask('startsWith', this.text(atom)) : ask('like', this.text(atom)),
      );
      return found.length === 1 ? found[0]! : { any: found };
    }
    if (ops.has('last')) {
      const period = this.period();
      if (period) return ask('last', period);
    }
    const range = ops.has('between') && this.range(property);
    return range ? ask(range.op, range.value) : this.#equals(property, ask);
  }

  /** `tags:all(a, b)`, `title:by(Name)`. */
  #called(property: PropertyName, name: string, ask: (op: string, value: unknown) => Condition): Filter {
    const from = this.at;
    this.at += name.length + 1;
    this.spaces();
    const edited = name === 'by' || name === 'since';
    const ofTags = name === 'all' || name === 'any';
    if ((edited && property.id < 0) || (ofTags && !isTagType(property.type))) throw this.notFor(property, from);
    let filter: Filter;
    if (name === 'by') filter = ask('editedBy', this.person());
    else if (name === 'since') filter = ask('changedSince', this.since());
    else {
      const isEmpty = this.input[this.at] === ')';
      if (ofTags) {
        const tags = isEmpty ? [] : this.tagSets(property).sets.flat();
        filter = ask(name === 'all' ? 'containsAll' : 'containsAny', tags);
      } else filter = ask('in', isEmpty ? [] : this.values(property));
    }
    this.spaces();
    if (this.input[this.at] !== ')') throw this.unread('unclosedBracket', from + name.length, from + name.length + 1);
    this.at++;
    return filter;
  }

  // ---- joining words

  /** Whether a joining word stands here by itself. */
  #isWordHere(key: 'or' | 'and' | 'not'): string | undefined {
    const word = /^\p{Lu}+(?=[\s(]|$)/u.exec(this.input.slice(this.at))?.[0];
    return word !== undefined && isWord(word, key) ? word : undefined;
  }
  #word(key: 'or' | 'and' | 'not'): boolean {
    this.spaces();
    const word = this.#isWordHere(key);
    if (word) this.at += word.length;
    return word !== undefined;
  }
  /** `NOT`; in small letters only where a condition follows. */
  #isNot(): boolean {
    if (this.#word('not')) return true;
    const small = /^(?:not|non)\s+(?=\(|-?(?:"[^"]*"|[^\s"():=<>~!]+)(?::|\s*(?:[=<>~]|!=)))/i;
    const found = small.exec(this.input.slice(this.at));
    if (found) this.at += found[0].length;
    return found !== null;
  }
}

function joined(filters: Filter[]): Filter | undefined {
  return filters.length > 1 ? { all: filters } : filters[0];
}
