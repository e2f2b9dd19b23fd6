/** Cutting a picture: rectangles in its own pixels. */

export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Sides {
  readonly width: number;
  readonly height: number;
}

export const SHAPES = { free: null, square: 1, wide: 16 / 9, banner: 3 } as const;
export type Shape = keyof typeof SHAPES;

const SMALLEST = 8; // pixels

function clamp(value: number, low: number, high: number): number {
  return Math.round(Math.min(Math.max(value, low), Math.max(low, high)));
}

/** The rectangle, moved so far and no farther than the picture goes. */
export function moved(part: Part, right: number, down: number, whole: Sides): Part {
  return {
    ...part,
    x: clamp(part.x + right, 0, whole.width - part.width),
    y: clamp(part.y + down, 0, whole.height - part.height),
  };
}

/** The rectangle with its lower right corner pulled so far, inside of the picture and in the shape that was asked for. */
export function pulled(part: Part, right: number, down: number, whole: Sides, shape: Shape): Part {
  const width = clamp(part.width + right, Math.min(SMALLEST, whole.width - part.x), whole.width - part.x);
  const height = clamp(part.height + down, Math.min(SMALLEST, whole.height - part.y), whole.height - part.y);
  return shaped({ ...part, width, height }, whole, shape);
}

/** The largest rectangle of a shape that begins where this one does, is no wider, and stays inside of the picture. */
export function shaped(part: Part, whole: Sides, shape: Shape): Part {
  const ratio = SHAPES[shape];
  if (ratio === null) return part;
  const [right, down] = [whole.width - part.x, whole.height - part.y];
  const width = Math.min(part.width, down * ratio);
  return { ...part, width: clamp(width, 1, right), height: clamp(width / ratio, 1, down) };
}

/** The rectangle with one of its numbers set to what somebody typed, inside of the picture. */
export function withNumber(part: Part, name: keyof Part, value: number, whole: Sides, shape: Shape): Part {
  const { x, y, width, height } = part;
  if (name === 'x') return moved(part, value - x, 0, whole);
  if (name === 'y') return moved(part, 0, value - y, whole);
  if (name === 'width') return pulled(part, value - width, 0, whole, shape);
  const ratio = SHAPES[shape];
  const right = ratio === null ? 0 : value * ratio - width;
  return pulled(part, right, value - height, whole, shape);
}

/** How large the new picture will be: the part, made so wide and never wider than it is. */
export function resultOf(part: Part, width: number | null): Sides {
  if (width === null || width >= part.width) return { width: part.width, height: part.height };
  return { width, height: Math.max(1, Math.round((part.height * width) / part.width)) };
}

/** Whether it is all of the picture. */
export function isWhole(part: Part, whole: Sides): boolean {
  return part.x === 0 && part.y === 0 && part.width === whole.width && part.height === whole.height;
}
