/** What a step does, in one sentence, in the language of the person who reads. */

import { type Kind, shownSettings, wholeSettings, widgetOf } from './catalog';
import type { Settings } from './document';
import type { Reading } from './reading';
import { settingInWords } from './settingWords';

/** How many settings the sentence on a card tells. */
const MOST_PARTS = 3;

/** The sentence on a card: what a kind's first setting says (and a time limit, where there is one), or what is missing. */
export function sentenceOf(kind: Kind, settings: Settings, reading: Reading): string {
  const whole = wholeSettings(kind, settings);
  const parts = shownSettings(kind, settings).map(([name, schema]) => ({
    widget: widgetOf(schema),
    text: settingInWords(schema, whole[name], reading, whole),
  }));
  const [first, ...others] = parts;
  if (first === undefined) {
    return '';
  }
  if (first.text === '') {
    return reading.words(`nothing_set.${kind.category}`);
  }
  if (first.widget === 'choice') {
    const told = others.filter((part) => part.text !== '' && part.widget !== 'toggle').map((part) => part.text);
    return told.length === 0 ? first.text : told.slice(0, MOST_PARTS).join(' · ');
  }
  const limit = others.find((part) => part.widget === 'duration' && part.text !== '');
  if (limit !== undefined) {
    return reading.words('with_limit', { what: first.text, limit: limit.text });
  }
  return first.text;
}
