/** Bytes of one header, row and picture record (docs/formats/window.md). */
const headerBytes = 24;
const rowBytes = 24;
const pictureBytes = 32;
const magic = 0x314e4957;

/** Bits of a picture. */
export const bit = { missing: 1, noMatch: 2, deleted: 4 } as const;

/** One picture of a window, as its bytes tell. Immutable. */
export interface Picture {
  readonly id: number;
  /** Its place in the order as displayed; -1 where it is not known. */
  readonly place: number;
  /** Width to height. */
  readonly ratio: number;
  /** Average colour for CSS. */
  readonly colour: string;
  readonly bits: number;
  /** Copies that pile up here. */
  readonly copies: number;
  /** px in its row; 0 without a layout. */
  readonly width: number;
  readonly sha1: string;
}

/** One row of a layout: pictures side by side, or the header of a group. Immutable; `number` counts from the top. */
export interface Row {
  readonly number: number;
  /** Upper edge in px from the top of the layout. */
  readonly y: number;
  /** px, without the gap that follows. */
  readonly height: number;
  readonly header: boolean;
  readonly depth: number;
  /** Place of its first picture; of a header, the first place of its group. */
  readonly first: number;
  /** px of its pictures, without what stands below them. */
  readonly pictureHeight: number;
  /** Index of its innermost group, -1 without groups. */
  readonly group: number;
  readonly pictures: readonly Picture[];
}

/** What one window answered. */
export interface Window {
  readonly rows: readonly Row[];
  /** Rows of the whole layout. */
  readonly total: number;
}

const hex = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

/** Width to height of a shape byte: 2^((shape − 128) / 32). */
export function ratioOf(shape: number): number {
  return 2 ** ((shape - 128) / 32);
}

/** The shape byte that is nearest to a ratio. */
export function shapeOf(ratio: number): number {
  return Math.min(255, Math.max(0, Math.round(128 + 32 * Math.log2(ratio))));
}

function picture(data: DataView, at: number, place: number): Picture {
  let sha1 = '';
  for (let index = 0; index < 20; index++) sha1 += hex[data.getUint8(at + 12 + index)]!;
  return {
    id: data.getInt32(at, true),
    place,
    ratio: ratioOf(data.getUint8(at + 4)),
    colour: `rgb(${data.getUint8(at + 5)} ${data.getUint8(at + 6)} ${data.getUint8(at + 7)})`,
    bits: data.getUint8(at + 8),
    copies: data.getUint8(at + 9),
    width: data.getUint16(at + 10, true),
    sha1,
  };
}

/** Reads the picture records of a range of places, without rows. Throws `RangeError` where bytes are left over. */
export function readPictures(bytes: ArrayBuffer, first: number): Picture[] {
  if (bytes.byteLength % pictureBytes !== 0) throw new RangeError(`${bytes.byteLength} bytes are no picture records`);
  const data = new DataView(bytes);
  return Array.from({ length: bytes.byteLength / pictureBytes }, (_, index) =>
    picture(data, index * pictureBytes, first + index),
  );
}

/** Reads a window. Throws `RangeError` where the bytes are no window or are cut. */
export function readWindow(bytes: ArrayBuffer): Window {
  const data = new DataView(bytes);
  if (bytes.byteLength < headerBytes || data.getUint32(0, true) !== magic) throw new RangeError('this is no window');
  const firstRow = data.getUint32(4, true);
  const rowCount = data.getUint32(8, true);
  const pictureCount = data.getUint32(12, true);
  const total = data.getUint32(20, true);
  const pictures = headerBytes + rowCount * rowBytes;
  if (bytes.byteLength !== pictures + pictureCount * pictureBytes)
    throw new RangeError(`a window of ${rowCount} rows and ${pictureCount} pictures has not ${bytes.byteLength} bytes`);
  const rows: Row[] = [];
  for (let index = 0; index < rowCount; index++) {
    const at = headerBytes + index * rowBytes;
    const first = data.getInt32(at + 8, true);
    const count = data.getUint16(at + 12, true);
    const from = data.getInt32(at + 20, true);
    rows.push({
      number: firstRow + index,
      y: data.getInt32(at, true),
      height: data.getUint16(at + 4, true),
      header: data.getUint8(at + 6) === 1,
      depth: data.getUint8(at + 7),
      first,
      pictureHeight: data.getUint16(at + 14, true),
      group: data.getInt32(at + 16, true),
      pictures: Array.from({ length: count }, (_, nth) =>
        picture(data, pictures + (from + nth) * pictureBytes, first + nth),
      ),
    });
  }
  return { rows, total };
}

/** A window as bytes: the inverse of `readWindow`, for the fake server and tests. */
export function writeWindow(rows: readonly Row[], total: number): ArrayBuffer {
  const pictures = rows.reduce((sum, row) => sum + row.pictures.length, 0);
  const bytes = new ArrayBuffer(headerBytes + rows.length * rowBytes + pictures * pictureBytes);
  const data = new DataView(bytes);
  const start = headerBytes + rows.length * rowBytes;
  const header = [
    magic,
    rows[0]?.number ?? 0,
    rows.length,
    pictures,
    rows.find((one) => !one.header)?.first ?? 0,
    total,
  ];
  header.forEach((value, index) => data.setUint32(index * 4, value, true));
  let next = 0;
  rows.forEach((row, index) => {
    const at = headerBytes + index * rowBytes;
    data.setInt32(at, row.y, true);
    data.setUint16(at + 4, row.height, true);
    data.setUint8(at + 6, row.header ? 1 : 0);
    data.setUint8(at + 7, row.depth);
    data.setInt32(at + 8, row.first, true);
    data.setUint16(at + 12, row.pictures.length, true);
    data.setUint16(at + 14, row.pictureHeight, true);
    data.setInt32(at + 16, row.group, true);
    data.setInt32(at + 20, row.header ? -1 : next, true);
    for (const one of row.pictures) writePicture(data, start + next++ * pictureBytes, one);
  });
  return bytes;
}

/** Picture records as bytes: the inverse of `readPictures`. */
export function writePictures(list: readonly Picture[]): ArrayBuffer {
  const data = new DataView(new ArrayBuffer(list.length * pictureBytes));
  list.forEach((one, index) => writePicture(data, index * pictureBytes, one));
  return data.buffer as ArrayBuffer;
}

function writePicture(data: DataView, at: number, one: Picture): void {
  data.setInt32(at, one.id, true);
  data.setUint8(at + 4, shapeOf(one.ratio));
  const [red, green, blue] = (one.colour.match(/\d+/g) ?? []).map(Number);
  data.setUint8(at + 5, red ?? 0);
  data.setUint8(at + 6, green ?? 0);
  data.setUint8(at + 7, blue ?? 0);
  data.setUint8(at + 8, one.bits);
  data.setUint8(at + 9, one.copies);
  data.setUint16(at + 10, one.width, true);
  for (let index = 0; index < 20; index++)
    data.setUint8(at + 12 + index, Number.parseInt(one.sha1.slice(index * 2, index * 2 + 2), 16));
}
