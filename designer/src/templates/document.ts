/** The document that the studio saves for a template. Edits of it are pure and stand in `edits.ts`. */

import type { LocalText } from '../i18n';

/** What a template is sent through. */
export const CHANNELS = ['email', 'page', 'sms', 'whatsapp', 'voice', 'letter'] as const;
export type Channel = (typeof CHANNELS)[number];

/** The designed thing itself, in the shape of its channel's editor; the rooms hand it on unread. */
export type Content = Readonly<Record<string, unknown>>;

/** One of the ways in which a template says it; shares of a language sum to 100. */
export interface Variant {
  /** One letter, `a` to `z`. */
  readonly id: string;
  readonly share: number;
  readonly subject?: string;
  readonly preheader?: string;
  readonly content: Content;
}

export interface Spoken {
  readonly variants: readonly Variant[];
}

export interface TemplateDocument {
  readonly schema_version: number;
  readonly channel: string;
  readonly brand: string;
  readonly page: string;
  readonly languages: Readonly<Record<string, Spoken>>;
}

/** What is saved as one: how people call it, and what it is. */
export interface TemplateDraft {
  readonly name: LocalText;
  readonly document: TemplateDocument;
}

/** Whether it is one of ours. */
export function isChannel(value: string): value is Channel {
  return CHANNELS.some((channel) => channel === value);
}

/** Whether a channel sends something that is drawn; anything else is a text. */
export function isDrawn(channel: string): boolean {
  return channel === 'email' || channel === 'page' || channel === 'letter';
}

/** The languages that it is written in, the studio's own first. */
export function languagesOf(document: TemplateDocument, first: string): readonly string[] {
  return Object.keys(document.languages).toSorted((left, right) => {
    return Number(right === first) - Number(left === first) || left.localeCompare(right);
  });
}

export function variantsOf(document: TemplateDocument, language: string): readonly Variant[] {
  return document.languages[language]?.variants ?? [];
}

/** The variant of that name, else the first; null where the language has none. */
export function variantOf(document: TemplateDocument, language: string, id: string): Variant | null {
  const variants = variantsOf(document, language);
  return variants.find((variant) => variant.id === id) ?? variants[0] ?? null;
}
