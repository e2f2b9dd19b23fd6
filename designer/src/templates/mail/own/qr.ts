import { type Draw, put } from '../../canvas/dialect';
import { begin, given, SMALL, said } from './drawing';

/** How many modules a side has. */
const MODULES = 25;
const FINDER = 7;
const [PAPER, INK] = ['#ffffff', '#111111'];

export const drawQr: Draw = (element, attributes, drawing) => {
  const box = begin(element, attributes, drawing);
  element.style.textAlign = 'center';
  const side = `${Number(given(attributes, 'size', drawing))}px`;
  const style = { width: side, height: side, 'image-rendering': 'pixelated' };
  drawModules(put(box, 'canvas', style) as HTMLCanvasElement);
  put(box, 'div', { ...SMALL, padding: '8px 0 0' }, said(attributes, 'caption', drawing));
  return element;
};

/** A code that leads nowhere, from a fixed pattern: the mail's own comes from the server. */
function drawModules(canvas: HTMLCanvasElement): void {
  canvas.width = MODULES;
  canvas.height = MODULES;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = PAPER;
  context.fillRect(0, 0, MODULES, MODULES);
  context.fillStyle = INK;
  let seed = 7;
  for (let at = 0; at < MODULES * MODULES; at += 1) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    if (seed % 5 < 2) context.fillRect(at % MODULES, Math.floor(at / MODULES), 1, 1);
  }
  drawFinder(context, 0, 0);
  drawFinder(context, MODULES - FINDER, 0);
  drawFinder(context, 0, MODULES - FINDER);
}

/** One of the three squares by which a camera finds a code. */
function drawFinder(context: CanvasRenderingContext2D, x: number, y: number): void {
  for (const inset of [-1, 0, 1, 2]) {
    context.fillStyle = inset % 2 === 0 ? INK : PAPER;
    context.fillRect(x + inset, y + inset, FINDER - 2 * inset, FINDER - 2 * inset);
  }
}
