/** What the buttons of the text bar do to the text that is being written, and putting tokens into it. */

import type { Token } from '../tokens/expression';
import type { Place } from '../tokens/TokenPicker';
import { chip, type Stage } from './registry';
import type { TextView } from './textView';

export const MARKS = [
  'bold',
  'italic',
  'underline',
  'insertUnorderedList',
  'insertOrderedList',
  'removeFormat',
] as const;
export type Mark = (typeof MARKS)[number];

const documentOf = (view: TextView) => view.el.ownerDocument;

export function mark(view: TextView, name: Mark): void {
  documentOf(view).execCommand(name);
  touch(view);
}

export function isMarked(view: TextView, name: Mark): boolean {
  return name !== 'removeFormat' && documentOf(view).queryCommandState(name);
}

function touch(view: TextView): void {
  view.isTouched = true;
  view.em.trigger('cauce:typed', view);
}

/** The place of the caret, to come back to after a dialogue. */
export function caretOf(view: TextView): Range | null {
  const selection = documentOf(view).getSelection();
  const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  return range && view.el.contains(range.startContainer) ? range.cloneRange() : null;
}

/** Puts the caret back where it was. */
export function comeBack(view: TextView, range: Range | null): void {
  (view.inside ?? view.el).focus();
  const selection = documentOf(view).getSelection();
  if (!range || !selection) return;
  selection.removeAllRanges();
  selection.addRange(range);
}

export function link(view: TextView, range: Range | null, address: string): void {
  comeBack(view, range);
  if (address === '') documentOf(view).execCommand('unlink');
  else documentOf(view).execCommand('createLink', false, address);
  touch(view);
}

/** How many characters before the caret were typed to open the picker; 0 where none were. */
export function typedFor(view: TextView): number {
  const range = caretOf(view);
  if (!range?.collapsed || range.startContainer.nodeType !== Node.TEXT_NODE) return 0;
  const before = (range.startContainer.nodeValue ?? '').slice(0, range.startOffset);
  if (before.endsWith('{{')) return 2;
  return /(^|\s)\/$/.test(before) ? 1 : 0;
}

/** Where something of the canvas stands in the window. */
export function placeOf(frame: HTMLElement, rect: DOMRect): Place {
  const { left, top } = frame.getBoundingClientRect();
  return { left: left + rect.left, top: top + rect.top, bottom: top + rect.bottom };
}

/** Puts a token where the caret is, in place of what was typed to choose it. */
export function putToken(view: TextView, range: Range | null, typed: number, token: Token, stage: Stage): void {
  const document = documentOf(view);
  const place = range ?? endOf(view);
  if (typed > 0 && place.startContainer.nodeType === Node.TEXT_NODE) {
    place.setStart(place.startContainer, Math.max(0, place.startOffset - typed));
  }
  place.deleteContents();
  const made = document.createElement('span');
  chip(made, token, stage);
  place.insertNode(made);
  const after = document.createRange();
  const next = made.nextSibling;
  if (next === null || (next.nodeType === Node.TEXT_NODE && next.nodeValue === ''))
    made.after(document.createTextNode(' '));
  after.setStart(made.nextSibling ?? made, next === null ? 1 : 0);
  after.collapse(true);
  comeBack(view, after);
  touch(view);
}

function endOf(view: TextView): Range {
  const range = documentOf(view).createRange();
  range.selectNodeContents(view.inside ?? view.el);
  range.collapse(false);
  return range;
}
