import { expect, test } from 'vitest';
import {
  readPictures,
  readWindow,
  ratioOf,
  shapeOf,
  writePictures,
  writeWindow,
  type Picture,
  type Row,
} from './window';

const one: Picture = {
  id: 7,
  place: 40,
  ratio: ratioOf(140),
  colour: 'rgb(1 2 255)',
  bits: 3,
  copies: 4,
  width: 321,
  sha1: '00ff0102030405060708090a0b0c0d0e0f101112',
};
const rows: Row[] = [
  { number: 9, y: 5000, height: 36, header: true, depth: 1, first: 40, pictureHeight: 0, group: 3, pictures: [] },
  {
    number: 10,
    y: 5036,
    height: 150,
    header: false,
    depth: 1,
    first: 40,
    pictureHeight: 120,
    group: 3,
    pictures: [one, { ...one, id: 8, place: 41 }],
  },
];

test('reads what it wrote', () => {
  expect(readWindow(writeWindow(rows, 99))).toEqual({ rows, total: 99 });
  expect(readPictures(writePictures([one]), 40)).toEqual([one]);
});

test('refuses bytes that are no window, or cut', () => {
  const bytes = writeWindow(rows, 99);
  expect(() => readWindow(bytes.slice(0, bytes.byteLength - 1))).toThrow(RangeError);
  expect(() => readWindow(new ArrayBuffer(24))).toThrow('no window');
  expect(() => readPictures(new ArrayBuffer(33), 0)).toThrow(RangeError);
});

test('shapes reach from 1/16 to 15.7', () => {
  expect(ratioOf(128)).toBe(1);
  expect(ratioOf(0)).toBe(1 / 16);
  expect(ratioOf(255)).toBeCloseTo(15.66, 1);
  for (let shape = 0; shape < 256; shape++) expect(shapeOf(ratioOf(shape))).toBe(shape);
});
