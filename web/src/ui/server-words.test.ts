import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from './en.json';
import fr from './fr.json';
import { inFrench, lineInFrench } from './server-words';

const root = join(import.meta.dirname, '../../..');

/** Sources whose sentences nobody meets who uses the page as it is: they tell a script or a page that asks wrongly. */
const forScripts = new Set([
  'Json',
  'JsonText',
  'CommitJson',
  'FilterJson',
  'ViewJson',
  'StepJson',
  'Choice',
  'Operator',
  'Names', // of core/query: what a filter in JSON names
  'Sha1',
  'PropertyType',
  'PropertyMode',
  'Claims',
  'FilePlanner',
  'CommandRoutes',
  'SelectionRoutes',
  'ServerAddress',
  'Server',
  'Regex',
  // What tells the author of a plugin who adds what is none.
  'Sha1s',
  'AdditionPlanner',
  'KeptFiles',
  'VectorSet',
  'VectorStore',
]);
/** The same, one by one, in sources that have others too. */
const askedWrongly = [
  'an id is not 0',
  'imageValues',
  'is missing',
  'takes a whole number from',
  'takes an object',
  'takes at most {}, not',
  'takes one of',
  'must be sent as application/',
  'is not percent-encoded',
  'takes true or false',
  'a size is small, medium',
];

/** The sentences that stand in refusals of a source, `{}` for what is put in; those that a condition puts together are left out. */
function sentencesIn(source: string): string[] {
  const text = source.replace(/^\s*\/\/.*$/gm, '');
  const found: string[] = [];
  for (const match of text.matchAll(/(?:new RefusedException|\brefuse|new HttpRefusal|\bUnreadable)\(/g)) {
    const parts = [''];
    let depth = 1;
    let quoted = false;
    for (let at = match.index + match[0].length; depth > 0 && at < text.length; at++) {
      const sign = text[at]!;
      if (quoted && sign === '\\') {
        parts[parts.length - 1] += sign + text[++at]!;
        continue;
      }
      if (sign === '"') quoted = !quoted;
      if (!quoted && '([{'.includes(sign)) depth++;
      if (!quoted && ')]}'.includes(sign)) depth--;
      if (!quoted && sign === ',' && depth === 1) parts.push('');
      else if (depth > 0) parts[parts.length - 1] += sign;
    }
    for (const part of parts.filter((one) => one.includes('"') && !one.includes('?'))) {
      const pieces = part.trim().match(/"(?:[^"\\]|\\.)*"|[^"]+/g) ?? [];
      const joined = pieces.map((one) =>
        one.startsWith('"') ? (JSON.parse(one) as string) : /^\s*\+?\s*$/.test(one) ? '' : '{}',
      );
      // What is made of nothing but other sentences is told by those.
      if (/[a-z]{2}.* |^[a-z]+ /.test(joined.join(''))) found.push(joined.join(''));
    }
  }
  return found;
}

const sources = ['core', 'images', 'storage', 'app/http'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /src\/main\/.*\.java$/.test(file))
    .map((file) => join(root, room, file)),
);
const met = sources.flatMap((file) => {
  const name = /(\w+)\.java$/.exec(file)![1]!;
  const scripts = forScripts.has(name) && !(name === 'Names' && file.includes('project'));
  return scripts ? [] : sentencesIn(readFileSync(file, 'utf8')).map((sentence) => ({ name, sentence }));
});

describe('what the server says', () => {
  it('has a French sentence, wherever a person can meet it', () => {
    const missing = met.filter(
      ({ sentence }) =>
        !askedWrongly.some((part) => sentence.includes(part)) && !inFrench(sentence.replaceAll('{}', 'xyz')),
    );
    expect(missing).toEqual([]);
    expect(met.length).toBeGreaterThan(80);
  });

  it('is found where a source says something new', () => {
    expect(
      sentencesIn('throw new RefusedException(ErrorCode.INVALID, "a \\"" + name + "\\" is new, (" + n + ")");'),
    ).toEqual(['a "{}" is new, ({})']);
  });

  it('has a sentence for each code, in both languages', () => {
    const java = readFileSync(join(root, 'core/model/src/main/java/panoptic/model/ErrorCode.java'), 'utf8');
    const codes = [...java.matchAll(/^ {2}([A-Z_]+)\(\d\)/gm)].map((one) =>
      one[1]!.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    );
    expect(codes.length).toBeGreaterThan(10);
    for (const code of [...codes, 'unauthorised', 'tooLarge', 'tooSlow', 'unsupported', 'fault']) {
      expect(en.refusals, code).toHaveProperty(code);
      expect(fr.refusals, code).toHaveProperty(code);
    }
  });

  it('keeps its names and numbers, and loses the place in the commit', () => {
    expect(inFrench('a name has at most 1000 characters, not 1200')).toBe(
      'un nom a au plus 1000 caractères, et non 1200',
    );
    expect(inFrench('tags[2]: there is a tag "a: b" already (id 7)')).toBe('« a: b » existe déjà (étiquette 7)');
    expect(inFrench('edits[0].on: there is no image 0a1b')).toBe('il n’y a pas d’image 0a1b');
    expect(inFrench('tags[0]: the tag would be its own ancestor: a → b → a')).toBe(
      'l’étiquette serait au-dessus d’elle-même : a → b → a',
    );
    expect(inFrench('nobody has said this yet')).toBeUndefined();
  });

  it('says why a file could not be read, behind its path', () => {
    expect(lineInFrench('/a: b/c.jpg: the file is empty')).toBe('/a: b/c.jpg : le fichier est vide');
    expect(lineInFrench('/a: the folder cannot be read: permission denied')).toBe(
      '/a : le dossier ne peut pas être lu : accès refusé',
    );
  });
});
