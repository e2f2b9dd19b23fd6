/** What a design is made of, in the shapes of GrapesJS and of `GET /designs/palette`. */

import type { Language, LocalText } from '../../i18n';

/** A component as GrapesJS keeps it. */
export interface ComponentJson {
  readonly type?: string;
  readonly tagName?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly components?: readonly ComponentJson[];
  readonly classes?: readonly string[];
  readonly content?: string;
  /** The style of a part of a text. */
  readonly css?: string;
  readonly token?: string;
  readonly format?: string;
  readonly fallback?: string;
  /** What was written by hand: a template tag in a text, markup in a block for it. */
  readonly code?: string;
}

/** What `getProjectData` of GrapesJS gives: the source of truth. */
export type ProjectJson = Readonly<Record<string, unknown>>;

export interface Option {
  readonly value: string;
  readonly labels: LocalText;
}

/** One attribute of a block: JSON Schema with the words and the input that its form needs. Its value is always text. */
export interface AttributeSchema {
  readonly type?: string;
  readonly title?: string;
  readonly default?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly 'x-labels'?: LocalText;
  readonly 'x-help'?: LocalText;
  readonly 'x-widget'?: string;
  readonly 'x-options'?: readonly Option[];
  /** The least and the most of a number. */
  readonly 'x-range'?: readonly number[];
  readonly 'x-unit'?: string;
  /** What stands there while nothing is written, in the language of the design. */
  readonly 'x-placeholder'?: LocalText;
  readonly 'x-tokens'?: string;
  /** The group under which the form shows it, where it is not among the first. */
  readonly 'x-group'?: string;
  /** Shown only while each attribute that is named here has one of these values. */
  readonly 'x-when'?: Readonly<Record<string, readonly string[]>>;
}

export interface BlockSchema {
  readonly properties?: Readonly<Record<string, AttributeSchema>>;
  /** Words of the block that are no attribute. */
  readonly 'x-says'?: Readonly<Record<string, LocalText>>;
}

/** One tile of the palette, and the form of the blocks that are made with it. */
export interface PaletteBlock {
  readonly tag: string;
  /** What tells tiles of the same tag apart; the tag where there is only one. */
  readonly name?: string;
  readonly labels: LocalText;
  readonly help: LocalText;
  readonly icon: string;
  readonly category: string;
  readonly schema: BlockSchema;
  readonly defaults: Readonly<Record<string, string>>;
  readonly locked: boolean;
  /** Only for forms: there is no tile of it. */
  readonly hidden?: boolean;
  /** What is put into the design, by the language of the design; the bare block where it is not given. */
  readonly starts?: Readonly<Record<string, ComponentJson>>;
}

/** Something to mend, at the block with this id. */
export interface BlockProblem {
  readonly severity: 'error' | 'warning';
  readonly block: string;
  readonly message: LocalText;
  readonly hint: LocalText;
}

/** The values of a brand kit's variables, without `--brand-`. */
export type BrandValues = Readonly<Record<string, string>>;

export const CATEGORIES = ['text', 'layout', 'money', 'people', 'media', 'brand'] as const;

/** What is put into the design for a tile. */
export function startOf(block: PaletteBlock, language: string): ComponentJson {
  const start = block.starts?.[language] ?? block.starts?.['en'];
  return start ?? { type: block.tag, ...(Object.keys(block.defaults).length > 0 && { attributes: block.defaults }) };
}

/** The block of the palette that a component is, for its name and its form. */
export function blockOf(palette: readonly PaletteBlock[], tag: string): PaletteBlock | undefined {
  return palette.find((one) => one.tag === tag && one.hidden === true) ?? palette.find((one) => one.tag === tag);
}

/** What an attribute of a block is while it is not given: its value, else the words that the block shows instead. */
export function usualOf(block: PaletteBlock | undefined, attribute: string, language: Language): string {
  const about = block?.schema.properties?.[attribute];
  return about?.default || about?.['x-placeholder']?.[language] || '';
}
