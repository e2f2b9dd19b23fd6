/** Two people's changes of one draft in one: what only one of them changed is taken, and what both changed clashes. */

import { sameJson } from '../../drafts/sameJson';
import type { Spoken, TemplateDocument, TemplateDraft, Variant } from '../document';

type Parts = Readonly<Record<string, unknown>>;
type Merge = (base: unknown, mine: unknown, theirs: unknown) => unknown;

const CLASH = Symbol('clash');

function mergeValue(base: unknown, mine: unknown, theirs: unknown): unknown {
  if (sameJson(mine, theirs) || sameJson(theirs, base)) return mine;
  return sameJson(mine, base) ? theirs : CLASH;
}

/** By key: one that is gone on a side is undefined there, and stays out where that side wins. */
function mergeParts(base: Parts, mine: Parts, theirs: Parts, merge: Merge = mergeValue): Parts | typeof CLASH {
  const merged: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const value = merge(base[key], mine[key], theirs[key]);
    if (value === CLASH) return CLASH;
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

/** Which variants there are, in order, and whom each is for: one thing, since the shares sum to 100. */
const sharesOf = ({ variants }: Spoken) => variants.map(({ id, share }) => ({ id, share }));

/** What each variant says, by its letter. */
const saidOf = ({ variants }: Spoken): Parts =>
  Object.fromEntries(variants.map(({ share: _, ...said }) => [said.id, said]));

/** Where both sides worked on a language, each may have written another variant of it. */
function mergeLanguage(base: unknown, mine: unknown, theirs: unknown): unknown {
  const whole = mergeValue(base, mine, theirs);
  if (whole !== CLASH || base === undefined || mine === undefined || theirs === undefined) return whole;
  const sides = [base, mine, theirs] as [Spoken, Spoken, Spoken];
  const shares = mergeValue(...(sides.map(sharesOf) as [unknown, unknown, unknown]));
  const said = mergeParts(...(sides.map(saidOf) as [Parts, Parts, Parts]));
  if (shares === CLASH || said === CLASH) return CLASH;
  const variants = (shares as ReturnType<typeof sharesOf>).map(({ id, share }) => ({
    ...(said[id] as Omit<Variant, 'share'>),
    share,
  }));
  return { variants };
}

/**
 * Both sides' changes of `base`; null where both changed the same variant, the shares of a language, the name, or what
 * stands beside the languages.
 */
export function mergeDrafts(base: TemplateDraft, mine: TemplateDraft, theirs: TemplateDraft): TemplateDraft | null {
  const name = mergeValue(base.name, mine.name, theirs.name);
  const [was, is, other] = [base, mine, theirs].map(({ document }) => document.languages) as [Parts, Parts, Parts];
  const languages = mergeParts(was, is, other, mergeLanguage);
  const bare = ({ document }: TemplateDraft): Parts => ({ ...document, languages: null });
  const rest = mergeParts(bare(base), bare(mine), bare(theirs));
  if (name === CLASH || languages === CLASH || rest === CLASH || Object.keys(languages).length === 0) return null;
  const document = { ...rest, languages } as unknown as TemplateDocument;
  return { name: name as TemplateDraft['name'], document };
}
