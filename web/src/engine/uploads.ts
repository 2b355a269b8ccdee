/** A picture to upload: its bytes, and what it is called below the folder that was dropped or chosen. */
export interface Picked {
  path: string;
  file: File;
}

/** Endings of what the server reads, and of what it knows to be a picture and refuses with the reason. */
const endings = new Set(
  'jpg jpeg jpe jfif png apng webp gif tif tiff avif svg bmp dib heic heif jxl jp2 psd dng cr2 cr3 nef arw'.split(' '),
);

/** Whether a file calls itself a picture, by its ending or its type. */
export function callsItselfPicture(name: string, type: string): boolean {
  const dot = name.lastIndexOf('.');
  if (name.startsWith('.')) return false;
  return type.startsWith('image/') || (dot >= 0 && endings.has(name.slice(dot + 1).toLowerCase()));
}

/** What a walk found: pictures, and how many other files there were. */
export interface Found {
  pictures: Picked[];
  skipped: number;
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** All that lies directly in a folder: a browser hands out at most 100 entries at a time. */
async function childrenOf(entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = entry.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** Walks what was dropped, folders with all below; `told` hears how many pictures were found so far. Hidden files count as skipped. */
export async function walk(entries: FileSystemEntry[], told: (pictures: number) => void): Promise<Found> {
  const found: Found = { pictures: [], skipped: 0 };
  const waiting = entries.toReversed();
  for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
    try {
      if (entry.isDirectory) {
        if (entry.name.startsWith('.')) found.skipped++;
        else waiting.push(...(await childrenOf(entry as FileSystemDirectoryEntry)).toReversed());
        continue;
      }
      const file = await fileOf(entry as FileSystemFileEntry);
      if (callsItselfPicture(file.name, file.type)) {
        found.pictures.push({ path: entry.fullPath.replace(/^\//, ''), file });
        told(found.pictures.length);
      } else found.skipped++;
    } catch {
      // It went away, or may not be read.
      found.skipped++;
    }
  }
  return found;
}

/**
 * What was dropped, to be walked later: a browser hands it out for as long as the event lasts. What came from no folder, as a picture
 * of another page, is a file alone.
 */
export function drop(transfer: DataTransfer): (told: (pictures: number) => void) => Promise<Found> {
  const entries: FileSystemEntry[] = [];
  const files: File[] = [];
  for (const item of transfer.items) {
    const entry = item.webkitGetAsEntry();
    const file = entry ? null : item.getAsFile();
    if (entry) entries.push(entry);
    if (file) files.push(file);
  }
  return async (told) => {
    const walked = await walk(entries, told);
    const alone = pick(files);
    return { pictures: [...walked.pictures, ...alone.pictures], skipped: walked.skipped + alone.skipped };
  };
}

/** What an input of files has chosen. */
export function pick(files: Iterable<File>): Found {
  const found: Found = { pictures: [], skipped: 0 };
  for (const file of files) {
    const path = file.webkitRelativePath || file.name;
    if (callsItselfPicture(file.name, file.type) && !path.split('/').some((part) => part.startsWith('.')))
      found.pictures.push({ path, file });
    else found.skipped++;
  }
  return found;
}

/** The folder that all pictures share, to name a project by; empty where there is none. */
export function sharedFolder(pictures: Picked[]): string {
  const tops = new Set(pictures.map(({ path }) => (path.includes('/') ? path.split('/')[0]! : '')));
  return tops.size === 1 ? [...tops][0]! : '';
}
