/** Draws what holds other widgets or a text; all else is drawn by the server. The classes are those of the page itself. */

import type { Attributes, Draw } from '../canvas/dialect';
import type { Pieces } from './pieces';

/** A frame for a widget: the same elements as long as its shape stays, so that what stands in it stays, too. */
function framed(element: HTMLElement, shape: readonly string[]): HTMLElement {
  const before = element.querySelector<HTMLElement>(':scope > [data-frame]');
  let frame = before ?? element.appendChild(made(element, 'div'));
  frame.dataset['frame'] = '';
  frame.className = shape[0] ?? '';
  for (const name of shape.slice(1)) {
    const inner = frame.querySelector<HTMLElement>(':scope > [data-layer]') ?? frame.appendChild(made(element, 'div'));
    inner.dataset['layer'] = '';
    inner.className = name;
    frame = inner;
  }
  return frame;
}

function made(element: HTMLElement, tag: string): HTMLElement {
  return element.ownerDocument.createElement(tag);
}

const value = (attributes: Attributes, name: string, otherwise: string) => attributes[name] || otherwise;

export const drawPage: Draw = (element) => element;

export const drawSection: Draw = (element, attributes) => {
  const [look, space, align] = [
    value(attributes, 'look', 'plain'),
    value(attributes, 'space', 'm'),
    value(attributes, 'align', 'left'),
  ];
  const inner = framed(element, [
    `band look-${look} space-${space} align-${align}`,
    `inner width-${value(attributes, 'width', 'normal')}`,
  ]);
  if (inner.parentElement) inner.parentElement.style.backgroundColor = attributes['background'] ?? '';
  return inner;
};

export const drawColumns: Draw = (element, attributes) =>
  framed(element, [`columns ratio-${value(attributes, 'ratio', '1-1')}`]);

export const drawColumn: Draw = (element, attributes) => {
  const look = value(attributes, 'look', 'plain');
  return framed(element, [look === 'plain' ? 'column' : `column box look-${look}`]);
};

export const drawText: Draw = (element, attributes) => {
  const align = value(attributes, 'align', 'left');
  return framed(element, [`text size-${value(attributes, 'size', 'normal')} align-${align}`]);
};

export const drawFaq: Draw = (element, attributes, { filled }) => {
  const inner = framed(element, ['faq', 'faq']);
  titled(inner.parentElement, 'h2', filled(attributes['title'] ?? ''));
  return inner;
};

export const drawQuestion: Draw = (element, attributes, { filled }) => {
  const inner = framed(element, ['question question-open', 'text']);
  titled(inner.parentElement, 'p', filled(attributes['title'] ?? ''));
  return inner;
};

function titled(frame: HTMLElement | null, tag: string, words: string): void {
  if (!frame) return;
  const title = frame.querySelector<HTMLElement>(':scope > [data-title]') ?? frame.ownerDocument.createElement(tag);
  title.dataset['title'] = '';
  title.textContent = words;
  title.hidden = words === '';
  if (!title.parentElement) frame.prepend(title);
}

/** The widgets that show nothing before a file is chosen, and its kind. */
const FILES = { 'p-image': 'image', 'p-video': 'video', 'p-document': 'document' } as const;

function isOfFile(tag: string): tag is keyof typeof FILES {
  return tag in FILES;
}

/** A widget as the server draws it. */
export const drawPiece =
  (tag: string, pieces: Pieces): Draw =>
  (element, attributes, { language, words }) => {
    const inner = framed(element, ['piece']);
    if (isOfFile(tag)) inner.dataset['choose'] = words.choose[FILES[tag]];
    const { id: _, 'show-if': __, ...said } = attributes;
    pieces.show(inner, { tag, attributes: said, language });
    return inner;
  };
