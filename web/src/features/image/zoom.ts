/** Where a picture lies on the stage: its upper left corner in px, and px of the stage for one of its pixels. */
export interface Pan {
  x: number;
  y: number;
  scale: number;
}
interface Size {
  width: number;
  height: number;
}

/** The whole picture in the middle, as big as fits with a margin; never bigger than its own pixels. */
export function fitted(picture: Size, room: Size, margin: number): Pan {
  const scale = Math.min(
    Math.max(1, room.width - 2 * margin) / picture.width,
    Math.max(1, room.height - 2 * margin) / picture.height,
    1,
  );
  return { scale, x: (room.width - picture.width * scale) / 2, y: (room.height - picture.height * scale) / 2 };
}

/** The same picture at another scale, with the point under the pointer left in its place; never pushed off the stage. */
export function zoomAt(from: Pan, scale: number, at: { x: number; y: number }, picture: Size, room: Size): Pan {
  const grown = scale / from.scale;
  return {
    scale,
    x: held(at.x - (at.x - from.x) * grown, picture.width * scale, room.width),
    y: held(at.y - (at.y - from.y) * grown, picture.height * scale, room.height),
  };
}

/** A picture smaller than the stage is in the middle; a bigger one covers it. */
function held(start: number, length: number, room: number): number {
  if (length <= room) return (room - length) / 2;
  return Math.min(0, Math.max(room - length, start));
}
