/**
 * What the room of `/templates/:key/edit` and the editor of a channel owe each other.
 *
 * The room owns the document: languages, variants, saving, conflicts, publishing. An editor sees one variant in one
 * language. It is mounted anew (a React key) for every other variant or language, and whenever the content came from
 * elsewhere (restored, taken from somebody else); so an editor reads `words` once, at its mount, and afterwards only tells.
 *
 * 1. Mounting tells nothing: `onChange` is called for what a person did, and never for what the editor normalised.
 *    Opening and closing a template leaves it byte for byte as it was.
 * 2. `onChange` says what changed only. Content goes back whole, as plain JSON.
 * 3. An editor may gather quick changes for at most half a second; `flush` then tells at once. The room calls it before
 *    it saves for publishing, changes the language or leaves; the editor calls `onChange` itself before it unmounts.
 * 4. The room draws one bar: name, languages, variants, saving, problems, undo, redo, preview, publish. The editor draws all
 *    that stands below it, the fields for subject and preheader included (email), and fills the height that it is given
 *    (`height: 100%`, scrolling inside of itself). The room's preview stands in place of the editor, which stays mounted.
 *
 * Where the rooms look for the editors (named exports, each a component with these props):
 * `../mail/MailEditor` · `../landing/PageEditor` · `../texts/SmsEditor` · `../texts/WhatsAppEditor` ·
 * `../texts/VoiceEditor` · `../texts/LetterEditor`. Texts that have to be there before it is drawn are fetched by
 * `bringMailTexts` of `../mail/texts`, `bringPageTexts` of `../landing/texts`, `bringEditorTexts` of `../texts/texts`.
 */

import type { ComponentType } from 'react';
import type { LocalText } from '../../i18n';
import type { Channel, Variant } from '../document';

/** What one variant says: the part of it that an editor may change. */
export type VariantWords = Pick<Variant, 'subject' | 'preheader' | 'content'>;

/** Something that the server found in this variant; `block` is the component's id, or empty where it is none's. */
export interface EditorProblem {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly block: string;
  readonly message: LocalText;
  readonly hint: LocalText;
}

/** What the room's bar and its list of problems ask of an editor. */
export interface EditorHandle {
  undo(): void;
  redo(): void;
  /** Tells `onChange` what is gathered, if anything. */
  flush(): void;
  /** Brings a block into view and selects it; does nothing where there is none of that id. */
  show(block: string): void;
}

/** Which of the bar's buttons do something now. */
export interface UndoState {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export interface TemplateEditorProps {
  /** The template's key, such as for saved sections or a file's name; not its content. */
  readonly template: string;
  readonly channel: Channel;
  /** The language that is written here (`es`, `en`), which may differ from the studio's. */
  readonly language: string;
  /** The brand kit's key; empty is the default kit. */
  readonly brand: string;
  /** Read at the mount only. */
  readonly words: VariantWords;
  readonly readOnly: boolean;
  /** What the server found in this variant of this language at its last save; changes while mounted. */
  readonly problems: readonly EditorProblem[];
  readonly onChange: (changed: Partial<VariantWords>) => void;
  /** Called once with the handle after the mount, and with null at the unmount. */
  readonly onHandle: (handle: EditorHandle | null) => void;
  /** Called whenever it differs from what was said before; at the mount nothing can be undone. */
  readonly onUndoState: (state: UndoState) => void;
}

export type TemplateEditor = ComponentType<TemplateEditorProps>;
