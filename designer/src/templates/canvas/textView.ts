/** Writing on the canvas: a text opens with a double click, with Enter or by typing, and closes when another block is chosen. */

import type { Component, ComponentView } from 'grapesjs';
import { sameJson } from '../../drafts/sameJson';
import type { BlockType } from './dialect';
import { readDom } from './readDom';
import type { blockView, Stage } from './registry';

/** The view of a block that holds a text. */
export interface TextView extends ComponentView {
  inside: HTMLElement | null;
  isWriting: boolean;
  /** Whether anything was typed since it was opened. */
  isTouched: boolean;
  write(): void;
  rest(): void;
  /** Puts what stands on the canvas into the design; true where that changed something. */
  take(): boolean;
}

export const isTextView = (view: unknown): view is TextView =>
  typeof view === 'object' && view !== null && 'isWriting' in view;

export function textView(stage: Stage, type: BlockType, block: ReturnType<typeof blockView>) {
  return {
    ...block,
    events: () => ({
      dblclick: 'onDouble',
      mousedown: 'onPress',
      keydown: 'onKey',
      input: 'onInput',
      paste: 'onPaste',
    }),
    isWriting: false,
    isTouched: false,
    init(this: TextView) {
      const { model } = this;
      this.listenTo(model, 'change:attributes', () => (this as unknown as { paint(): void }).paint());
      this.listenTo(model, 'removed', this.rest);
    },
    onDouble(this: TextView, event: Event) {
      event.stopPropagation();
      this.write();
    },
    onPress(this: TextView, event: Event) {
      if (this.isWriting) event.stopPropagation();
    },
    onPaste(this: TextView, event: ClipboardEvent) {
      const data = event.clipboardData;
      if (!this.isWriting || !data) return;
      event.preventDefault();
      const html = data.getData('text/html');
      if (html === '') this.el.ownerDocument.execCommand('insertText', false, data.getData('text/plain'));
      else insertClean(this.el.ownerDocument, html);
    },
    onKey(this: TextView, event: KeyboardEvent) {
      if (!this.isWriting) return;
      event.stopPropagation();
      if (event.key === 'Escape') {
        event.preventDefault();
        this.rest();
      }
    },
    onInput(this: TextView) {
      this.isTouched = true;
      this.em.trigger('cauce:input', this);
      this.em.trigger('cauce:typed', this);
    },
    write(this: TextView) {
      if (this.isWriting || stage.isReadOnly || type.locked) return;
      const place = this.inside ?? this.el;
      this.isWriting = true;
      this.isTouched = false;
      this.em.setEditing(this as never);
      this.em.trigger('cauce:write', this);
      place.contentEditable = 'true';
      place.dataset['writing'] = 'true';
      place.role = 'textbox';
      place.ariaLabel = stage.words.writeHere;
      for (let up: HTMLElement | null = this.el; up && up.tagName !== 'BODY'; up = up.parentElement)
        up.draggable = false;
      place.focus();
      place.ownerDocument.execCommand('defaultParagraphSeparator', false, 'div');
    },
    rest(this: TextView) {
      if (!this.isWriting) return;
      const place = this.inside ?? this.el;
      this.isWriting = false;
      this.em.setEditing(false);
      place.removeAttribute('contenteditable');
      place.removeAttribute('role');
      place.removeAttribute('aria-label');
      delete place.dataset['writing'];
      place.ownerDocument.getSelection()?.removeAllRanges();
      if (this.isTouched) this.take();
      (this as unknown as { paint(): void }).paint();
      this.em.trigger('cauce:rest', this);
    },
    take(this: TextView) {
      const now = readDom(this.inside ?? this.el);
      const { model } = this;
      if (sameJson(now, partsOf(model))) return false;
      (this.inside ?? this.el).replaceChildren();
      model.components(now as never);
      return true;
    },
  };
}

/** The parts of a text as they would be read from the canvas. */
export function partsOf(model: Component): readonly unknown[] {
  return JSON.parse(JSON.stringify(model.components().map((one: Component) => one.toJSON()))) as readonly unknown[];
}

function insertClean(document: Document, html: string): void {
  const pasted = new DOMParser().parseFromString(html, 'text/html').body;
  const holder = document.createElement('div');
  for (const part of readDom(pasted)) holder.append(written(document, part));
  document.execCommand('insertHTML', false, holder.innerHTML);
}

type Part = ReturnType<typeof readDom>[number];

function written(document: Document, part: Part): Node {
  if (part.type !== 'inline') return document.createTextNode(part.content ?? '');
  const element = document.createElement(part.tagName ?? 'span');
  for (const [name, value] of Object.entries(part.attributes ?? {})) element.setAttribute(name, value);
  for (const inner of part.components ?? []) element.append(written(document, inner));
  return element;
}
