import type { JSONContent } from '@tiptap/react';
import { type Content, textOf } from '../props';

export const WINDOWS = ['din', 'right', 'us'] as const;

export type Window = (typeof WINDOWS)[number];

/** What the letter editor keeps; see `renderers/designs/letter.py`. */
export interface Letter {
  readonly doc: JSONContent;
  readonly subject: string;
  readonly window: Window;
  readonly sender: { readonly name: string; readonly lines: string; readonly line: string };
  readonly place: string;
  readonly closing: string;
  readonly footer: string;
  readonly qr: boolean;
  readonly folds: boolean;
  /** A letter that was written as HTML, whole; empty for one of this editor. */
  readonly html: string;
}

const EMPTY: JSONContent = { type: 'doc', content: [{ type: 'paragraph' }] };

/** A content with everything that it may leave out. */
export function letterIn(content: Content): Letter {
  const sender = isObject(content['sender']) ? content['sender'] : {};
  return {
    doc: isObject(content['doc']) ? (content['doc'] as JSONContent) : EMPTY,
    subject: textOf(content, 'subject'),
    window: WINDOWS.find((one) => one === content['window']) ?? 'din',
    sender: { name: textOf(sender, 'name'), lines: textOf(sender, 'lines'), line: textOf(sender, 'line') },
    place: textOf(content, 'place'),
    closing: textOf(content, 'closing'),
    footer: textOf(content, 'footer'),
    qr: content['qr'] === true,
    folds: content['folds'] === true,
    html: textOf(content, 'html'),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The letter as it is kept: without what it does not have. */
export function contentOf(letter: Letter): Content {
  const { html, ...rest } = letter;
  return html === '' ? rest : { ...rest, html };
}

/** A sheet in millimetres, as the server lays it out. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly window: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly folds: readonly [number, number];
}

export const SHEETS: Readonly<Record<Window, Sheet>> = {
  din: { width: 210, height: 297, window: { left: 20, top: 45, width: 85, height: 45 }, folds: [105, 210] },
  right: { width: 210, height: 297, window: { left: 110, top: 50, width: 80, height: 40 }, folds: [99, 198] },
  us: { width: 216, height: 279, window: { left: 22, top: 50, width: 100, height: 28 }, folds: [93, 186] },
};
