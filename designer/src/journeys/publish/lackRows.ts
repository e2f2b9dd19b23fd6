/** Whom the messages of the journey would not reach, as rows of the checklist: one for each step. */

import type { Lack } from '../../api/types';
import type { Writer } from '../../i18n/use';
import type { Sender } from '../lacks/audience';
import type { Lacks } from '../lacks/useLacks';
import type { Words } from '../reading';
import type { CheckRow } from './rows';

export interface KnownLacks extends Lacks {
  readonly senders: readonly Sender[];
  /** What a step does, in words. */
  readonly nameOf: (node: string) => string;
}

/** How many steps are told one by one. */
const MOST_STEPS = 4;

export function lackRows(known: KnownLacks | null, words: Words, writer: Writer): readonly CheckRow[] {
  if (known === null) return [];
  const lacksOf = new Map(known.templates.map(({ template, lacks }) => [template, lacks]));
  const found = known.senders.flatMap(({ node, template }) => {
    const [most, ...others] = lacksOf.get(template) ?? [];
    return most === undefined ? [] : [{ node, most, others }];
  });
  const rows = found.slice(0, MOST_STEPS).map(({ node, most, others }): CheckRow => {
    const more = [onlySome(most, words, writer), also(others, words, writer)].filter((part) => part !== '').join(' ');
    const label = writer.text(most.label);
    const total = writer.number(known.total);
    return {
      key: 'lacks',
      tone: 'look',
      text: words('lacks.step', { step: known.nameOf(node), count: most.count, total, label }),
      ...(more === '' ? {} : { more }),
      shows: { node },
    };
  });
  const rest = found.length - rows.length;
  return rest > 0 ? [...rows, { key: 'lacks', tone: 'look', text: words('lacks.more', { count: rest }) }] : rows;
}

function onlySome({ variants }: Lack, words: Words, writer: Writer): string {
  if (variants.length === 0) return '';
  return words('lacks.stepVariant', { variants: writer.list(variants.map((one) => one.toUpperCase())) });
}

function also(others: readonly Lack[], words: Words, writer: Writer): string {
  return others.length === 0
    ? ''
    : words('lacks.also', { others: writer.list(others.map(({ text }) => writer.text(text))) });
}
