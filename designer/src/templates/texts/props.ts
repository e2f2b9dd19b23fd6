import { LANGUAGES, type Language } from '../../i18n';
import type { Content, Variant } from '../document';
import type { EditorProblem } from '../editor/contract';
import type { Tokens } from '../tokens/tokens';

export type { Content, EditorProblem, Variant };

/** What every editor of texts takes; `onChange` gets the whole variant after each change. */
export interface EditorProps {
  readonly variant: Variant;
  readonly onChange: (variant: Variant) => void;
  /** The language of the template, in which samples are written. */
  readonly language: string;
  readonly tokens: Tokens;
  /** The brand kit's key; empty is the default kit. */
  readonly brand: string;
  readonly problems: readonly EditorProblem[];
  readonly disabled?: boolean;
}

/** A language in which the studio can write samples: that of the template, or English. */
export function spoken(language: string): Language {
  return LANGUAGES.find((one) => one === language) ?? 'en';
}

/** A text out of a content, empty where it has none. */
export function textOf(content: Content, name: string): string {
  const value = content[name];
  return typeof value === 'string' ? value : '';
}

/** The id in the page of a block of an editor, to be brought into view. */
export const blockId = (block: string) => `block-${block}`;
