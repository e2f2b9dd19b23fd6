/** Teaches GrapesJS the blocks of a dialect, and the parts of a text: words, tokens, and tags written by hand. */

import type { Component, ComponentView, Editor } from 'grapesjs';
import { LANGUAGES, type Language } from '../../i18n';
import type { Token } from '../tokens/expression';
import type { BlockType, Dialect, Drawing } from './dialect';
import { emptied } from './dialect';
import { textView } from './textView';
import type { Words } from './words';

/** What the drawings of the canvas ask; changes of it are drawn by `redraw`. */
export interface Stage {
  readonly dialect: Dialect;
  readonly drawing: (tag: string) => Drawing;
  readonly words: Words;
  readonly isReadOnly: boolean;
  readonly labelOf: (tag: string) => string;
  readonly labelOfToken: (token: Token) => { readonly label: string; readonly isWrong: boolean };
  /** A token was pressed. */
  readonly onToken: (component: Component, element: HTMLElement) => void;
}

export const languageOf = (language: string): Language => LANGUAGES.find((one) => one === language) ?? 'en';

const never = () => undefined;

/** Parts of a text cannot be chosen or dragged alone: the text is. */
const PART = {
  traits: [],
  selectable: false,
  hoverable: false,
  draggable: false,
  droppable: false,
  layerable: false,
  stylable: false,
  highlightable: false,
};

interface Drawn extends ComponentView {
  inside: HTMLElement | null;
  paint(): void;
}

/** Adds every type to an editor, before anything is loaded into it. */
export function addTypes(editor: Editor, stage: Stage): void {
  for (const type of stage.dialect.types) addBlock(editor, stage, type);
  addParts(editor, stage);
}

/** Draws all blocks again, after the brand or the tokens have come. */
export function redraw(editor: Editor): void {
  const wrapper = editor.getWrapper();
  const all: Component[] = wrapper ? [wrapper, ...wrapper.findType('token')] : [];
  wrapper?.onAll((component: Component) => {
    all.push(component);
  });
  for (const component of all) (component.getView() as Drawn | undefined)?.paint?.();
}

function addBlock(editor: Editor, stage: Stage, type: BlockType): void {
  const { dialect, isReadOnly } = stage;
  const isFixed = isReadOnly || type.locked === true || type.tag === dialect.root || type.tag === dialect.body;
  const stands = type.tag === dialect.root || type.tag === dialect.body || type.isHidden === true;
  editor.Components.addType(type.tag, {
    isComponent: never,
    model: {
      defaults: {
        tagName: 'div',
        name: stage.labelOf(type.tag),
        traits: [],
        stylable: false,
        resizable: false,
        editable: type.holds === 'text' && !isReadOnly,
        removable: !(isFixed || stands),
        copyable: !(isFixed || stands),
        draggable: isReadOnly || stands ? false : (moved: Component, into: Component) => fits(stage, moved, into),
        droppable:
          type.holds === 'blocks' && !isReadOnly && !type.isHidden
            ? (moved: Component, into: Component) => fits(stage, moved, into)
            : false,
        selectable: !stands,
        hoverable: !stands,
        layerable: type.isHidden !== true,
        ...(type.holds === 'code' && { code: '' }),
        toolbar: isFixed || stands ? [] : toolbarOf(stage),
      },
    },
    view: type.holds === 'text' ? textView(stage, type, blockView(stage, type)) : blockView(stage, type),
  });
}

const SIGNS = {
  parent: 'M12 19V6m0 0-5 5m5-5 5 5',
  move: 'M12 4v16M4 12h16M12 4l-2 2m2-2 2 2m-2 14-2-2m2 2 2-2M4 12l2-2m-2 2 2 2m14-2-2-2m2 2-2 2',
  copy: 'M9 9h10v10H9zM15 9V5H5v10h4',
  remove: 'M5 7h14M10 11v6m4-6v6M6 7l1 13h10l1-13M9 7V4h6v3',
} as const;

/** What can be done with a block where it stands; the same acts are in its panel, for who uses no mouse. */
function toolbarOf({ words }: Stage) {
  const act = (name: keyof typeof SIGNS, command: string) => ({
    label: `<svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${SIGNS[name]}"/></svg>`,
    command,
    attributes: { title: words.acts[name], ...(name === 'move' && { draggable: 'true' }) },
  });
  return [
    act('parent', 'core:component-prev'),
    act('move', 'tlb-move'),
    act('copy', 'tlb-clone'),
    act('remove', 'tlb-delete'),
  ];
}

const typeOf = (component: Component) => String(component.get('type') ?? '');

/** Whether a block may be let go in another one; what must stand around it is put there afterwards. */
function fits(stage: Stage, moved: Component, into: Component): boolean {
  return stage.dialect.around(typeOf(moved), typeOf(into)) !== null;
}

/** A view that draws the block as its dialect says, and puts no attribute of it into the canvas. */
export function blockView(stage: Stage, type: BlockType) {
  return {
    init(this: Drawn) {
      this.listenTo(this.model, 'change:attributes change:code', this.paint);
    },
    updateAttributes(this: Drawn) {
      this.paint();
    },
    updateStyle() {},
    updateContent(this: Drawn) {
      if (type.holds === 'blocks' && this.inside) emptied(this.inside);
    },
    renderChildren(this: Drawn) {
      if (type.holds === 'nothing' || type.holds === 'code') return;
      const prototype = Object.getPrototypeOf(Object.getPrototypeOf(this)) as { renderChildren: () => void };
      prototype.renderChildren.call(this);
    },
    getChildrenContainer(this: Drawn) {
      return this.inside ?? this.el;
    },
    paint(this: Drawn) {
      const { el, model } = this;
      const attributes = textsOf(model.getAttributes());
      el.id = model.getId();
      el.dataset['gjsType'] = type.tag;
      if (model.get('draggable') && !stage.isReadOnly) el.setAttribute('draggable', 'true');
      mark(el, 'condition', 'show-if' in attributes ? stage.words.onlyIf : '');
      mark(el, 'repeat', attributes['repeat'] ? stage.words.repeated : '');
      el.hidden = type.isHidden === true;
      const shown = type.holds === 'code' ? { ...attributes, code: String(model.get('code') ?? '') } : attributes;
      this.inside = type.draw(el, shown, stage.drawing(type.tag));
      if (type.holds === 'blocks' && this.inside) this.inside.dataset['in'] = stage.words.dropHere;
    },
  };
}

function mark(element: HTMLElement, name: string, words: string): void {
  if (words === '') delete element.dataset[name];
  else element.dataset[name] = words;
}

export function textsOf(attributes: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value ?? '')]));
}

function addParts(editor: Editor, stage: Stage): void {
  editor.Components.addType('inline', {
    isComponent: never,
    model: { defaults: { ...PART, tagName: 'span', css: '' } },
    view: {
      init(this: ComponentView) {
        this.listenTo(this.model, 'change:css', this.updateAttributes);
      },
      updateAttributes(this: ComponentView) {
        const { el, model } = this;
        for (const { name } of [...el.attributes]) el.removeAttribute(name);
        for (const [name, value] of Object.entries(textsOf(model.getAttributes()))) {
          if (!name.startsWith('on') && name !== 'srcset') el.setAttribute(name, value);
        }
        el.style.cssText = String(model.get('css') ?? '');
      },
      updateStyle() {},
    },
  });
  editor.Components.addType('token', {
    isComponent: never,
    model: { defaults: { ...PART, tagName: 'span', token: '', format: '', fallback: '' } },
    view: {
      events: () => ({ click: 'press' }),
      init(this: Drawn) {
        this.listenTo(this.model, 'change:token change:format change:fallback', this.paint);
      },
      updateAttributes(this: Drawn) {
        this.paint();
      },
      updateStyle() {},
      updateClasses() {},
      updateContent() {},
      renderChildren() {},
      paint(this: Drawn) {
        chip(this.el, tokenIn(this.model), stage);
      },
      press(this: Drawn, event: Event) {
        if (stage.isReadOnly) return;
        event.stopPropagation();
        stage.onToken(this.model, this.el);
      },
    },
  });
  editor.Components.addType('code', {
    isComponent: never,
    model: { defaults: { ...PART, tagName: 'span', code: '' } },
    view: {
      updateAttributes(this: ComponentView) {
        codeChip(this.el, String(this.model.get('code') ?? ''));
      },
      updateStyle() {},
      updateClasses() {},
      updateContent() {},
      renderChildren() {},
    },
  });
}

export function tokenIn(component: Component): Token {
  const [token, format, fallback] = ['token', 'format', 'fallback'].map((name) => String(component.get(name) ?? ''));
  return { token: token ?? '', format: format ?? '', fallback: fallback ?? '' };
}

/** Makes an element the chip of a token; what it is for is in its data, from which a text is read again. */
export function chip(element: HTMLElement, token: Token, stage: Pick<Stage, 'labelOfToken'>): void {
  const { label, isWrong } = stage.labelOfToken(token);
  element.className = 'cauce-token';
  element.contentEditable = 'false';
  element.dataset['token'] = token.token;
  element.dataset['format'] = token.format;
  element.dataset['fallback'] = token.fallback;
  element.title = token.token;
  mark(element, 'wrong', isWrong ? 'true' : '');
  element.textContent = label;
}

export function codeChip(element: HTMLElement, code: string): void {
  element.className = 'cauce-code';
  element.contentEditable = 'false';
  element.dataset['code'] = code;
  element.textContent = code;
}
