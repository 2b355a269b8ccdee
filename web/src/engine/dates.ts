/**
 * A span of time known to some precision, as in docs/formats/commit.md: `1968`, `1968-05`, `1968-05-06`,
 * `1968-05-06T14`, `1968-05-06T14:30+02:00`, `1968-05-06T14:30:10Z`. Years −9999 to 9999; −43 is 44 BC.
 */
export interface PartialDate {
  year: number;
  month?: number;
  day?: number;
  hour?: number;
  minute?: number;
  second?: number;
  /** As written: `Z` or `+02:00`; none is local. */
  zone?: string;
}

export type Precision = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';
const precisions: readonly Precision[] = ['year', 'month', 'day', 'hour', 'minute', 'second'];

const iso =
  /^(-?\d{1,5})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{1,2})(?::(\d{2})(?::(\d{2}))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/i;

const numberOr = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

export function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Whether each part that is there lies where a calendar has it, and no coarser part is absent. */
export function isSound(date: PartialDate): boolean {
  let ended = false;
  for (const part of precisions) {
    if (date[part] === undefined) ended = true;
    else if (ended || !Number.isInteger(date[part])) return false;
  }
  const { year, month, day, hour, minute, second } = date;
  if (Math.abs(year) > 9999) return false;
  if (month !== undefined && (month < 1 || month > 12)) return false;
  if (day !== undefined && (day < 1 || day > daysIn(year, month!))) return false;
  return (hour ?? 0) < 24 && (minute ?? 0) < 60 && (second ?? 0) < 60;
}

/** The finest part that is known. */
export function precisionOf(date: PartialDate): Precision {
  return precisions.findLast((part) => date[part] !== undefined) ?? 'year';
}

/** Reads what the contract writes. */
export function fromIso(text: string): PartialDate | undefined {
  const parts = iso.exec(text.trim());
  if (!parts) return undefined;
  const date: PartialDate = { year: Number(parts[1]) };
  precisions.slice(1).forEach((part, at) => {
    const value = numberOr(parts[at + 2]);
    if (value !== undefined) date[part] = value;
  });
  if (parts[7]) date.zone = parts[7].toUpperCase();
  return isSound(date) ? date : undefined;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Writes what the contract reads. */
export function toIso(date: PartialDate): string {
  let text = (date.year < 0 ? '-' : '') + String(Math.abs(date.year)).padStart(4, '0');
  if (date.month !== undefined) text += `-${two(date.month)}`;
  if (date.day !== undefined) text += `-${two(date.day)}`;
  if (date.hour !== undefined) text += `T${two(date.hour)}`;
  if (date.minute !== undefined) text += `:${two(date.minute)}`;
  if (date.second !== undefined) text += `:${two(date.second)}`;
  return text + (date.hour === undefined ? '' : (date.zone ?? ''));
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

/** Names of months as a language writes them, long and short, without accents, to their number. */
function monthNames(language: string): Map<string, number> {
  const names = new Map<string, number>();
  for (const tag of new Set([language, 'en', 'fr']))
    for (const width of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(tag, { month: width, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month++) {
        const name = plain(format.format(Date.UTC(2000, month - 1, 15))).replace('.', '');
        if (!names.has(name)) names.set(name, month);
      }
    }
  return names;
}

/** A year as people write it: `1968`, `-43`, `44 BC`, `44 av. J.-C.`; two digits are no year. */
function yearOf(text: string, before: boolean): number | undefined {
  if (!/^-?\d{1,5}$/.test(text) || (!before && /^\d{1,2}$/.test(text))) return undefined;
  return before ? 1 - Number(text) : Number(text);
}

/**
 * Reads what people type: ISO, `05/1968`, `6.5.1968`, `6 May 1968`, `mai 1968`, `44 BC`, with a time behind. The day
 * stands before the month where both are numbers, unless `monthFirst` (or unless only the other way is a date).
 */
export function readDate(input: string, language = 'en', monthFirst = false): PartialDate | undefined {
  let text = input.trim();
  // Two digits are a year in no language: 12 may be 1912 or 2012.
  const exact = /^-?\d{3,}/.test(text) ? fromIso(text) : undefined;
  if (exact) return exact;
  const date: Partial<PartialDate> = {};
  const time = /[ ,T]+(\d{1,2})(?::|h)(\d{2})?(?::(\d{2}))?\s*(Z|[+-]\d{2}:\d{2})?$/i.exec(text);
  if (time) {
    text = text.slice(0, time.index).trim();
    date.hour = Number(time[1]);
    if (time[2]) date.minute = Number(time[2]);
    if (time[3]) date.second = Number(time[3]);
    if (time[4]) date.zone = time[4].toUpperCase();
  }
  const era = /\s*(bc|bce|b\.c\.|av\.?\s*j\.?-?\s*c\.?)$/i.exec(text);
  if (era) text = text.slice(0, era.index);
  const words = plain(text)
    .replace(/,/g, ' ')
    .split(/[\s/.]+/)
    .filter(Boolean);
  const names = monthNames(language);
  const named = words.findIndex((word) => names.has(word));
  const before = era !== null;
  if (named >= 0) {
    date.month = names.get(words[named]!)!;
    const rest = words.filter((_, at) => at !== named).map((word) => word.replace(/^(\d+)(st|nd|rd|th|er)$/, '$1'));
    date.year = yearOf(rest.at(-1) ?? '', before)!;
    if (rest.length === 2) date.day = Number(rest[0]);
    if (rest.length > 2) return undefined;
  } else if (words.length === 1) date.year = yearOf(words[0]!, before)!;
  else if (words.length === 2) [date.month, date.year] = [Number(words[0]), yearOf(words[1]!, before)!];
  else if (words.length === 3) {
    const [first, second] = [Number(words[0]), Number(words[1])];
    const swapped = monthFirst ? second <= 12 === false || first <= 12 : second > 12;
    [date.day, date.month] = swapped && first <= 12 ? [second, first] : [first, second];
    date.year = yearOf(words[2]!, before)!;
  } else return undefined;
  return date.year !== undefined && isSound(date as PartialDate) ? (date as PartialDate) : undefined;
}

/** Moves the finest known part by a number of steps, carrying over as a calendar does. */
export function step(date: PartialDate, by: number): PartialDate {
  const precision = precisionOf(date);
  if (precision === 'year') return { ...date, year: Math.max(-9999, Math.min(9999, date.year + by)) };
  if (precision === 'month') {
    const months = date.year * 12 + (date.month! - 1) + by;
    return { ...date, year: Math.floor(months / 12), month: (((months % 12) + 12) % 12) + 1 };
  }
  const size = { day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1000 }[precision];
  const at = new Date(0);
  at.setUTCFullYear(date.year, date.month! - 1, date.day);
  at.setUTCHours(date.hour ?? 0, date.minute ?? 0, date.second ?? 0);
  const moved = new Date(at.getTime() + by * size);
  const all = { month: moved.getUTCMonth() + 1, day: moved.getUTCDate(), hour: moved.getUTCHours() };
  const next: PartialDate = { year: moved.getUTCFullYear(), month: all.month, day: all.day };
  if (date.hour !== undefined) next.hour = all.hour;
  if (date.minute !== undefined) next.minute = moved.getUTCMinutes();
  if (date.second !== undefined) next.second = moved.getUTCSeconds();
  if (date.zone) next.zone = date.zone;
  return next;
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** What writes dates of a shape. A format costs much more to make than to use. */
function formatOf(language: string, wanted: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(wanted);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, wanted)));
  return format;
}

/** A date in words of a language, as precise as it is known: `May 1968`, `6 mai 1968, 14:30`, `44 BC`. */
export function dateWords(date: PartialDate, language: string): string {
  const precision = precisionOf(date);
  if (precision === 'year' && date.year > 0) return String(date.year);
  const at = new Date(0);
  at.setUTCFullYear(date.year, (date.month ?? 1) - 1, date.day ?? 1);
  at.setUTCHours(date.hour ?? 0, date.minute ?? 0, date.second ?? 0);
  const wanted: Intl.DateTimeFormatOptions = { year: 'numeric', timeZone: 'UTC' };
  if (date.year <= 0) wanted.era = 'short';
  if (date.month !== undefined) wanted.month = date.day === undefined ? 'long' : 'short';
  if (date.day !== undefined) wanted.day = 'numeric';
  let text = formatOf(language, wanted).format(at);
  if (date.hour !== undefined) {
    text += `, ${two(date.hour)}:${date.minute === undefined ? '··' : two(date.minute)}`;
    if (date.second !== undefined) text += `:${two(date.second)}`;
    if (date.zone) text += date.zone === 'Z' ? ' UTC' : ` ${date.zone}`;
  }
  return text;
}
