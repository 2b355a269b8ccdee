import { describe, expect, test } from 'vitest';
import { callsItselfPicture, pick, sharedFolder, walk } from './uploads';

const fileEntry = (path: string, type = '') =>
  ({
    isDirectory: false,
    name: path.split('/').at(-1)!,
    fullPath: `/${path}`,
    file: (done: (file: File) => void, failed: (problem: Error) => void) =>
      path.includes('gone') ? failed(new Error('gone')) : done(new File(['x'], path.split('/').at(-1)!, { type })),
  }) as unknown as FileSystemEntry;

function folderEntry(path: string, children: FileSystemEntry[]): FileSystemEntry {
  return {
    isDirectory: true,
    name: path.split('/').at(-1)!,
    fullPath: `/${path}`,
    createReader: () => {
      const rest = [...children];
      // As Chromium does: at most 100 at a time, and an empty list at the end.
      return { readEntries: (done: (some: FileSystemEntry[]) => void) => done(rest.splice(0, 100)) };
    },
  } as unknown as FileSystemEntry;
}

describe('what is dropped', () => {
  test('is walked to the last folder, pictures in order, the rest counted', async () => {
    const many = Array.from({ length: 250 }, (_, at) => fileEntry(`scans/a/${String(at).padStart(3, '0')}.jpg`));
    const told: number[] = [];
    const found = await walk(
      [
        folderEntry('scans', [
          folderEntry('scans/a', many),
          fileEntry('scans/notes.txt'),
          fileEntry('scans/gone.jpg'),
          fileEntry('scans/.thumb.jpg'),
          folderEntry('scans/.hidden', [fileEntry('scans/.hidden/x.jpg')]),
          fileEntry('scans/without-ending', 'image/png'),
        ]),
      ],
      (count) => told.push(count),
    );
    expect(found.pictures.length).toBe(251);
    expect(found.pictures[249]!.path).toBe('scans/a/249.jpg');
    expect(found.pictures[250]!.path).toBe('scans/without-ending');
    expect(found.skipped).toBe(4);
    expect(told.at(-1)).toBe(251);
    expect(sharedFolder(found.pictures)).toBe('scans');
  });

  test('is a picture by its ending or its type', () => {
    expect(callsItselfPicture('A.JPG', '')).toBe(true);
    expect(callsItselfPicture('a.heic', '')).toBe(true);
    expect(callsItselfPicture('a', 'image/tiff')).toBe(true);
    expect(callsItselfPicture('a.mov', 'video/quicktime')).toBe(false);
    expect(callsItselfPicture('jpg', '')).toBe(false);
  });

  test('of several folders names no project', () => {
    const { pictures, skipped } = pick([new File([], 'a.jpg'), new File([], 'b.txt')]);
    expect(pictures.map((one) => one.path)).toEqual(['a.jpg']);
    expect(skipped).toBe(1);
    expect(sharedFolder(pictures)).toBe('');
    const file = new File([], 'x.jpg');
    expect(
      sharedFolder([
        { path: 'a/x.jpg', file },
        { path: 'b/x.jpg', file },
      ]),
    ).toBe('');
  });
});
