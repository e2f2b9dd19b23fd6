/** How the blocks of a channel stand on the canvas: which may stand in which, and how each is drawn. */

/** What a drawing may ask. */
export interface Drawing {
  /** The language of the design. */
  readonly language: string;
  /** A text with tokens, with their samples in place. */
  readonly filled: (text: string) => string;
  /** What an attribute of the block is while it is not given, in the language of the design. */
  readonly usual: (attribute: string) => string;
  /** Words of the block that are no attribute. */
  readonly says: (name: string) => string;
  readonly brand: BrandLook;
  readonly words: {
    /** What stands where a file is still to be chosen. */
    readonly choose: { readonly image: string; readonly video: string; readonly document: string };
    readonly byHand: string;
    readonly lawFills: string;
  };
}

/** What a brand kit shows beside its colours and fonts. */
export interface BrandLook {
  readonly name: string;
  readonly logo: string;
  readonly logoWidth: number;
  readonly legal: string;
  /** The postal address and the telephone, as they stand in the foot. */
  readonly reached: string;
  readonly social: readonly string[];
}

export type Attributes = Readonly<Record<string, string>>;

/** Draws a block into its element, as often as it changes, and gives the element in which its children stand. */
export type Draw = (element: HTMLElement, attributes: Attributes, drawing: Drawing) => HTMLElement;

export interface BlockType {
  readonly tag: string;
  /** Other blocks, a text that is written on the canvas, rows of a table, or nothing that can be reached. */
  readonly holds: 'blocks' | 'text' | 'nothing' | 'code';
  readonly draw: Draw;
  /** Cannot be changed, copied or taken away. */
  readonly locked?: boolean;
  /** Stands in the outline of nobody: the head of a mail. */
  readonly isHidden?: boolean;
}

export interface Dialect {
  /** The one block that holds all others. */
  readonly root: string;
  /** The block into which new ones go when none is chosen. */
  readonly body: string;
  readonly types: readonly BlockType[];
  /** The blocks to be put around one of `tag` so that it may stand in `into`, outermost first; null where it cannot. */
  readonly around: (tag: string, into: string) => readonly string[] | null;
  /** The style sheet of the canvas. */
  readonly css: string;
}

/** The empty element again, for a drawing that begins anew. */
export function emptied(element: HTMLElement): HTMLElement {
  element.replaceChildren();
  return element;
}

/** A new element inside of another one, with a style. */
export function put(parent: HTMLElement, tag: string, style: Attributes, words = ''): HTMLElement {
  const made = parent.ownerDocument.createElement(tag);
  dress(made, style);
  if (words !== '') made.textContent = words;
  parent.append(made);
  return made;
}

/** Gives an element exactly these styles; what is empty is left out. */
export function dress(element: HTMLElement, style: Attributes): void {
  element.removeAttribute('style');
  for (const [name, value] of Object.entries(style)) {
    if (value !== '') element.style.setProperty(name, value);
  }
}
