import { fromIso, toIso } from './dates';
import { operatorsOf, type Condition, type Filter } from './filter';
import type { Search } from './search-language';
import type { Names, PropertyName } from './search-names';
import { bare, isWord, lastWords, piecesOf, plainNumber, quoted, sizeText, wordsOf } from './search-words';
import { isTagType } from './values';

/**
 * Writes a search so that `parse` reads exactly it, its text as `printText` has it. What the language has no words for stands as JSON.
 *
 * A single value of an operator that takes lists is written as the list of it.
 */
export function print(search: Search, names: Names): string {
  const text = printText(search.text);
  if (!search.filter) return text;
  const printer = new Printer(names);
  const filter = search.filter;
  if ('any' in filter && filter.any.length > 1 && text === '' && !printer.shorthand(filter)) return printer.or(filter);
  const parts = 'all' in filter && filter.all.length > 1 ? filter.all : [filter];
  return [text, ...parts.map((part) => printer.part(part))].filter(Boolean).join(' ');
}

/** The text of a view as the field writes it: words as they are, in quotes what could be something else. */
export function printText(text: string): string {
  const isPlain = (word: string): boolean => /^[\p{L}\p{N}][\p{L}\p{N}_.'’\-/%+,;?!&]*$/u.test(word) && !isJoin(word);
  return piecesOf(text)
    .map((piece) => (isPlain(piece) ? piece : quoted(piece)))
    .join(' ');
}
const isJoin = (word: string): boolean =>
  isWord(word, 'or') || isWord(word, 'and') || isWord(word, 'not') || isWord(word.toUpperCase(), 'not');

/** What has no words of its own. */
class Unwritten extends Error {}

const signs: Record<string, string> = { lower: '<', leq: '<=', greater: '>', geq: '>=' };

class Printer {
  readonly #words;
  constructor(readonly names: Names) {
    this.#words = wordsOf(names.words.language);
  }

  /** A filter that stands beside others. */
  part(filter: Filter): string {
    if ('not' in filter) return `${this.#words.not[0]} ${this.part(filter.not)}`;
    if ('all' in filter)
      return filter.all.length > 1 ? `(${this.#beside(filter.all)})` : `all(${this.#beside(filter.all)})`;
    if ('view' in filter) return JSON.stringify(filter);
    if (!('any' in filter)) return this.#condition(filter);
    const short = this.shorthand(filter);
    if (short) return short;
    return filter.any.length > 1 ? `(${this.or(filter)})` : `any(${this.#beside(filter.any)})`;
  }

  or({ any }: { any: Filter[] }): string {
    return any.map((one) => this.part(one)).join(` ${this.#words.or[0]} `);
  }
  #beside(filters: Filter[]): string {
    return filters.map((one) => this.part(one)).join(' ');
  }

  /** `by:Name` and `changed>2026-01-01` where exactly all properties that people edit are asked the same. */
  shorthand({ any }: { any: Filter[] }): string | undefined {
    const [first] = any;
    if (!first || !('op' in first)) return undefined;
    const own = this.names.words.properties.filter(({ id }) => id > 0);
    const same = (one: Filter, at: number): boolean =>
      JSON.stringify(one) === JSON.stringify({ property: own[at]?.id, op: first.op, value: first.value });
    if (any.length !== own.length || !any.every(same)) return undefined;
    const word = first.op === 'editedBy' ? this.#words.by[0]! : this.#words.changed[0]!;
    if (!('near' in this.names.property(word))) return undefined;
    try {
      if (first.op === 'editedBy') return `${word}:${this.#person(first.value)}`;
      return first.op === 'changedSince' ? `${word}>${this.#since(first.value)}` : undefined;
    } catch (problem) {
      if (problem instanceof Unwritten) return undefined;
      throw problem;
    }
  }

  #condition(condition: Condition): string {
    try {
      return condition.op === 'inSelection' ? this.#selection(condition) : this.#asked(condition);
    } catch (problem) {
      if (problem instanceof Unwritten) return JSON.stringify(condition);
      throw problem;
    }
  }

  #selection(condition: Condition): string {
    const ids = (condition.value as { ids?: unknown } | undefined)?.ids;
    const word = this.#words.selection[0]!;
    const isList = Array.isArray(ids) && ids.length > 0 && ids.every((id) => Number.isSafeInteger(id) && id > 0);
    if (!isList || condition.property !== undefined || !('near' in this.names.property(word))) throw new Unwritten();
    const runs: [number, number][] = [];
    for (const id of ids as number[]) {
      const last = runs.at(-1);
      if (last && last[1] + 1 === id) last[1] = id;
      else runs.push([id, id]);
    }
    return `${word}:${runs.map(([low, high]) => (low === high ? low : `${low}..${high}`)).join(',')}`;
  }

  #asked({ property: key, op, value, ...more }: Condition): string {
    const property = this.names.propertyOf(key);
    const operator = property && operatorsOf(property).find((one) => one.op === op);
    if (!property || !operator || Object.keys(more).length > 0) throw new Unwritten();
    if (operator.takes === 'nothing' && value !== undefined) throw new Unwritten();
    const name = bare(this.names.nameOf(property));
    const many = (): unknown[] => (Array.isArray(value) ? value : [value]);
    switch (op) {
      case 'isSet':
        return `${name}:${this.#words.any[0]}`;
      case 'notSet':
        return `${name}:${this.#words.empty[0]}`;
      case 'isTrue':
        return `${name}:${this.#words.yes[0]}`;
      case 'isFalse':
        return `${name}:${this.#words.no[0]}`;
      case 'equal':
        return `${name}=${this.#value(property, value)}`;
      case 'equalNot':
        return `${name}!=${this.#value(property, value)}`;
      case 'in': {
        if (!Array.isArray(value)) throw new Unwritten();
        const list = value.map((one) => this.#value(property, one)).join(',');
        return value.length > 1 ? `${name}=${list}` : `${name}:in(${list})`;
      }
      case 'between': {
        const [low, high] = this.#pair(value);
        return `${name}:${this.#value(property, low)}..${this.#value(property, high)}`;
      }
      case 'last': {
        const { unit, count = 1 } = (value ?? {}) as { unit?: unknown; count?: unknown };
        const isCount = Number.isInteger(count) && Number(count) > 0 && Number(count) <= 1_000_000;
        const words = isCount && lastWords(String(unit), Number(count), this.names.words.language);
        if (!words) throw new Unwritten();
        return `${name}:${words}`;
      }
      case 'startsWith':
        return `${name}:${this.#text(value)}*`;
      case 'like':
        return `${name}:${this.#text(value)}`;
      case 'notLike':
        return `-${name}:${this.#text(value)}`;
      case 'regex': {
        if (typeof value !== 'string' || value === '') throw new Unwritten();
        return `${name}~${/^(?:[^/\\\n\r\t]|\\[^\n\r\t])*$/.test(value) && !value.includes('/') ? `/${value}/` : quoted(value)}`;
      }
      case 'containsAny':
      case 'containsNot': {
        const list = this.#tags(property, many(), ',');
        return `${op === 'containsNot' ? '-' : ''}${name}:${many().length > 0 ? list : 'any()'}`;
      }
      case 'containsAll': {
        const list = this.#tags(property, many(), '&');
        return `${name}:${many().length > 1 ? list : `all(${list})`}`;
      }
      case 'within': {
        if (many().length === 0) throw new Unwritten();
        return `${name}:${many()
          .map((id) => this.#folder(id))
          .join(',')}`;
      }
      case 'changedSince':
        return `${name}:since(${this.#since(value)})`;
      case 'editedBy':
        return `${name}:by(${this.#person(value)})`;
      default:
        if (!signs[op]) throw new Unwritten();
        return `${name}${signs[op]}${this.#value(property, value)}`;
    }
  }

  #value(property: PropertyName, value: unknown): string {
    if (isTagType(property.type)) {
      const list = Array.isArray(value) ? value : [value];
      if (list.length === 0) throw new Unwritten();
      return this.#tags(property, list, '&');
    }
    switch (property.type) {
      case 'number':
      case 'id':
      case 'size':
        if (typeof value !== 'number' || !Number.isFinite(value)) throw new Unwritten();
        return property.type === 'size' ? sizeText(value, this.names.words.language) : plainNumber(value);
      case 'date':
        return this.#date(value);
      case 'checkbox':
        if (typeof value !== 'boolean') throw new Unwritten();
        return value ? this.#words.yes[0]! : this.#words.no[0]!;
      case 'color': {
        const name = typeof value === 'number' ? this.names.words.colours[value] : undefined;
        if (name === undefined) throw new Unwritten();
        return bare(name);
      }
      case 'folder':
        return this.#folder(value);
      default:
        return this.#text(value);
    }
  }

  #text(value: unknown): string {
    if (typeof value !== 'string' || value === '') throw new Unwritten();
    return bare(value);
  }
  #date(value: unknown): string {
    const date = typeof value === 'string' ? fromIso(value) : undefined;
    if (!date || toIso(date) !== value) throw new Unwritten();
    return value;
  }
  #tags(property: PropertyName, ids: unknown[], sign: string): string {
    return ids
      .map((id) => {
        if (!Number.isSafeInteger(id)) throw new Unwritten();
        return this.names.wayOf(property.id, Number(id)).map(bare).join('>');
      })
      .join(sign);
  }
  #folder(id: unknown): string {
    if (!Number.isSafeInteger(id)) throw new Unwritten();
    return bare(this.names.pathOf(Number(id)));
  }
  #person(id: unknown): string {
    if (!Number.isSafeInteger(id)) throw new Unwritten();
    return bare(this.names.nameOfPerson(Number(id)));
  }
  #since(value: unknown): string {
    if (Number.isSafeInteger(value)) return `#${String(value)}`;
    return this.#date(value);
  }
  #pair(value: unknown): [unknown, unknown] {
    if (!Array.isArray(value) || value.length !== 2) throw new Unwritten();
    return [value[0], value[1]];
  }
}
