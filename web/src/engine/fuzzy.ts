import { folded } from './tags';

/** Text in letters that a search compares: without case and accents. Plain letters, which most are, cost little. */
export const searchable = (text: string): string => (/^[ -~]*$/.test(text) ? text.toLowerCase() : folded(text));

/** How well a text answers one word: 0 begins with it, 1 a word in it does, 2 has it, 3 has its letters at beginnings of words. */
function fitOf(text: string, word: string): number | undefined {
  const at = text.indexOf(word);
  if (at === 0) return 0;
  if (at > 0) {
    for (let next = at; next > 0; next = text.indexOf(word, next + 1)) if (isBegin(text, next)) return 1;
    return 2;
  }
  return word.length > 1 && lettersOf(text, word) ? 3 : undefined;
}

const isBegin = (text: string, at: number): boolean => at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1]!);

/** Where the letters of a word stand in a text, in their order, each beside the one before or at the beginning of a word. */
function lettersOf(text: string, word: string, from = 0): number[] | undefined {
  const [letter] = word;
  if (letter === undefined) return [];
  for (let at = text.indexOf(letter, from); at >= 0; at = text.indexOf(letter, at + 1)) {
    if (!(from > 0 && at === from) && !isBegin(text, at)) continue;
    const rest = lettersOf(text, word.slice(1), at + 1);
    if (rest) return [at, ...rest];
  }
  return undefined;
}

/** The words of what was typed, as they are compared. */
export const wordsIn = (typed: string): string[] => searchable(typed).split(/\s+/).filter(Boolean);

/** How well a label, with what stands behind it, answers all words: smaller is better; none if not at all. */
export function fit(label: string, hint: string, words: readonly string[]): number | undefined {
  let sum = 0;
  for (const word of words) {
    const found = fitOf(label, word);
    if (found !== undefined) sum += found;
    else if (hint.includes(word)) sum += 4;
    else return undefined;
  }
  return sum;
}

/** A label in pieces, each matched by what was typed or not. */
export function marked(label: string, words: readonly string[]): { text: string; isMatch: boolean }[] {
  let plain = '';
  const origin: number[] = [];
  for (let at = 0; at < label.length; at++) {
    const letters = folded(label[at]!);
    for (let each = 0; each < letters.length; each++) origin.push(at);
    plain += letters;
  }
  const isMatch = new Array<boolean>(label.length).fill(false);
  for (const word of words) {
    const begins = [...plain.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)].map(({ index }) => index);
    const at = begins.find((start) => plain.startsWith(word, start)) ?? plain.indexOf(word);
    const places = at >= 0 ? Array.from(word, (_, index) => at + index) : (lettersOf(plain, word) ?? []);
    for (const place of places) isMatch[origin[place]!] = true;
  }
  const pieces: { text: string; isMatch: boolean }[] = [];
  for (let at = 0; at < label.length; at++) {
    const last = pieces.at(-1);
    if (last && last.isMatch === isMatch[at]) last.text += label[at]!;
    else pieces.push({ text: label[at]!, isMatch: isMatch[at]! });
  }
  return pieces;
}
