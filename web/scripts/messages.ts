import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Messages of one language by their whole key: `gallery.empty.title`. */
type Messages = Map<string, string>;

const source = fileURLToPath(new URL('../src', import.meta.url));
const languages = ['en', 'fr'] as const;

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

/** The first word of the keys of a messages file: the name of the folder that it lies in. */
function prefixOf(file: string): string {
  return file.split(sep).at(-2) ?? '';
}

function flatten(value: unknown, key: string, into: Messages): void {
  if (typeof value === 'string') into.set(key, value);
  else for (const [name, inner] of Object.entries(value as object)) flatten(inner, `${key}.${name}`, into);
}

/** What a message says besides words: its placeholders, sorted. */
function placeholders(message: string): string {
  const names = [...message.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
  return [...new Set(names)].sort().join(',');
}

/** The uses of messages in one source: whole keys, and beginnings of keys that are put together. */
export function uses(text: string): { keys: string[]; beginnings: string[] } {
  const keys = [...text.matchAll(/\bt\(\s*'([^']+)'/g), ...text.matchAll(/\bkeypath="([^"]+)"/g)].map((m) => m[1]!);
  // Keys that tables hold: any string that looks like one and is marked by `key:` or `label:`.
  keys.push(...[...text.matchAll(/\b(?:labelKey|titleKey|textKey): '([^']+)'/g)].map((m) => m[1]!));
  keys.push(...[...text.matchAll(/\blabel\('([^']+)'\)/g)].map((m) => `shell.keys.${m[1]!}`));
  const beginnings = [...text.matchAll(/\bt\(\s*`([^`$]+)\$\{/g)].map((m) => m[1]!);
  return { keys, beginnings };
}

/** What is wrong with languages and their uses: a sentence for each fault. */
export function faults(byLanguage: Record<string, Messages>, texts: Map<string, string>): string[] {
  const found: string[] = [];
  const [first, ...others] = Object.keys(byLanguage);
  const reference = byLanguage[first!]!;
  for (const other of others) {
    const messages = byLanguage[other]!;
    for (const [key, text] of reference) {
      const translated = messages.get(key);
      if (translated === undefined) found.push(`${other} misses ${key}`);
      else if (placeholders(text) !== placeholders(translated)) found.push(`${other} has other placeholders in ${key}`);
    }
    for (const key of messages.keys()) if (!reference.has(key)) found.push(`${first} misses ${key}`);
  }
  const used = new Set<string>();
  const beginnings = new Set<string>();
  for (const [file, text] of texts) {
    const of = uses(text);
    for (const key of of.keys) {
      used.add(key);
      if (!reference.has(key)) found.push(`${file} uses ${key}, which no language has`);
    }
    for (const beginning of of.beginnings) {
      beginnings.add(beginning);
      if (![...reference.keys()].some((key) => key.startsWith(beginning)))
        found.push(`${file} uses ${beginning}…, which no language has`);
    }
  }
  for (const key of reference.keys())
    if (!used.has(key) && ![...beginnings].some((beginning) => key.startsWith(beginning)))
      found.push(`nobody uses ${key}`);
  return found;
}

/** Faults of the messages of this tree; none is right. */
export function faultsOfTree(): string[] {
  const all = files(source);
  const byLanguage: Record<string, Messages> = {};
  for (const language of languages) {
    const messages: Messages = new Map();
    for (const file of all.filter((name) => name.endsWith(`${sep}${language}.json`)))
      flatten(JSON.parse(readFileSync(file, 'utf8')), prefixOf(file), messages);
    byLanguage[language] = messages;
  }
  const texts = new Map(
    all
      .filter((name) => /\.(ts|vue)$/.test(name) && !/\.test\.ts$|\.d\.ts$/.test(name))
      .map((name) => [relative(source, name), readFileSync(name, 'utf8')]),
  );
  return faults(byLanguage, texts);
}

/** Fails the build when a language misses a message, or a message is unknown or unused. */
export function messages(): Plugin {
  return {
    name: 'messages',
    apply: 'build',
    buildStart() {
      const found = faultsOfTree();
      if (found.length > 0) this.error(`messages:\n  ${found.join('\n  ')}`);
    },
  };
}
