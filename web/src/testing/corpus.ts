import { deflateSync, crc32 } from 'node:zlib';
import type { Schemas } from '../api/client';

/** A made-up corpus of any size: everything about an instance follows from its id. Ids count from 1. */

const names = [
  'press',
  'posters',
  'postcards',
  'letters',
  'Paris',
  'Lyon',
  'photographs',
  'a folder with a very long name',
];

export const folders: Schemas['Folder'][] = [
  { id: 1, rootId: 1, parentId: 0, name: 'archive', instances: 0 },
  ...names.map((name, index) => ({
    id: index + 2,
    rootId: 1,
    parentId: name === 'Paris' || name === 'Lyon' ? 3 : 1,
    name,
    instances: 0,
  })),
];

/** A number that looks like chance and follows from an id and a purpose. */
export function mix(id: number, purpose: number): number {
  let value = Math.imul(id + purpose * 0x9e3779b1, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** Copies share their image: one instance in fifty has the sha1 of the one before. */
export function imageOf(id: number): number {
  return id > 1 && id % 50 === 0 ? id - 1 : id;
}

export function sha1Of(id: number): string {
  const image = imageOf(id);
  let text = image.toString(16).padStart(8, '0');
  for (let part = 1; part < 5; part++) text += mix(image, part).toString(16).padStart(8, '0');
  return text;
}

export function idOf(sha1: string): number {
  return Number.parseInt(sha1.slice(0, 8), 16);
}

/** Width to height: mostly photographs, some portraits, a few panoramas. */
export function shapeByteOf(id: number): number {
  const kind = mix(imageOf(id), 7) % 20;
  if (kind < 11) return 140 + (mix(imageOf(id), 8) % 14);
  if (kind < 17) return 106 + (mix(imageOf(id), 8) % 12);
  if (kind < 19) return 126 + (mix(imageOf(id), 8) % 5);
  return 168 + (mix(imageOf(id), 8) % 16);
}

function hue(id: number, purpose: number, light: number): [number, number, number] {
  const angle = ((mix(imageOf(id), purpose) % 360) / 180) * Math.PI;
  const of = (shift: number): number => Math.round(light + 55 * Math.cos(angle + shift));
  return [of(0), of(2.1), of(4.2)];
}

export function colourOf(id: number): [number, number, number] {
  const one = hue(id, 9, 120);
  const other = hue(id, 10, 150);
  return [0, 1, 2].map((part) => Math.round((one[part]! + other[part]!) / 2)) as [number, number, number];
}

export function nameOf(id: number): string {
  return id % 997 === 3
    ? `IMG_${id}_${'a very long name '.repeat(5).trim()}.jpg`
    : `IMG_${String(id).padStart(7, '0')}.jpg`;
}

export function folderOf(id: number, size: number): number {
  const share = (id - 1) / size;
  const bounds = [0.02, 0.3, 0.5, 0.55, 0.6, 0.75, 0.85, 0.97, 1];
  return 1 + bounds.findIndex((bound) => share < bound || bound === 1);
}

export const isMissing = (id: number): boolean => id % 431 === 17;
/** Of these there is no picture at all, in no size. */
export const isBlank = (id: number): boolean => id % 431 === 21;

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = new Uint8Array(4 + data.length);
  body.set(new TextEncoder().encode(type));
  body.set(data, 4);
  const all = new Uint8Array(12 + data.length);
  const view = new DataView(all.buffer);
  view.setUint32(0, data.length);
  all.set(body, 4);
  view.setUint32(8 + data.length, sum(body));
  return all;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let turn = 0; turn < 8; turn++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
function sum(bytes: Uint8Array): number {
  if (typeof crc32 === 'function') return crc32(bytes);
  let value = 0xffffffff;
  for (const byte of bytes) value = table[(value ^ byte) & 255]! ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** Draws an image as PNG: soft colours and a few discs, `longest` px on its longer side. */
export function draw(id: number, longest: number): Uint8Array {
  const ratio = 2 ** ((shapeByteOf(id) - 128) / 32);
  const width = Math.max(1, Math.round(ratio >= 1 ? longest : longest * ratio));
  const height = Math.max(1, Math.round(ratio >= 1 ? longest / ratio : longest));
  const one = hue(id, 9, 120);
  const other = hue(id, 10, 150);
  const discs = Array.from({ length: 4 }, (_, nth) => ({
    x: ((mix(id, 20 + nth) % 1000) / 1000) * width,
    y: ((mix(id, 30 + nth) % 1000) / 1000) * height,
    r: (0.1 + (mix(id, 40 + nth) % 300) / 1000) * Math.min(width, height),
    colour: hue(id, 50 + nth, 140),
  }));
  const raw = new Uint8Array(height * (1 + width * 3));
  let at = 0;
  for (let y = 0; y < height; y++) {
    raw[at++] = 0;
    for (let x = 0; x < width; x++) {
      const share = (x / width + y / height) / 2;
      let colour = [0, 1, 2].map((part) => one[part]! + (other[part]! - one[part]!) * share);
      for (const disc of discs) if ((x - disc.x) ** 2 + (y - disc.y) ** 2 < disc.r ** 2) colour = disc.colour;
      for (const part of colour) raw[at++] = Math.max(0, Math.min(255, part));
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 2, 0, 0, 0], 8);
  const parts = [
    Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw, { level: 1 })),
    chunk('IEND', new Uint8Array()),
  ];
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let next = 0;
  for (const part of parts) {
    all.set(part, next);
    next += part.length;
  }
  return all;
}
