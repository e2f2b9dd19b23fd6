/** The sentences that the server says of steps. Each holds for the very settings that it was said of, and no others. */

import type { Kind, Labels } from './catalog';
import type { JourneyDocument, JourneyNode, Settings } from './document';
import { withCapital } from './names';
import type { Reading } from './reading';
import { sentenceOf } from './words';

interface Said {
  readonly settings: Settings;
  readonly sentence: Labels;
}

/** What was said, by the id of the step. */
export type SaidSteps = ReadonlyMap<string, Said>;

/** The sentences of a document that the server just read. */
export function saidOf(document: JourneyDocument, sentences: Readonly<Record<string, Labels>>): SaidSteps {
  return new Map(
    document.nodes.flatMap(({ id, settings }): [string, Said][] => {
      const sentence = sentences[id];
      return sentence === undefined ? [] : [[id, { settings, sentence }]];
    }),
  );
}

/**
 * The sentence without the name of its kind, which stands above it on the card: "Esperar 3 días" is "3 días" under
 * "Esperar", "Enviar email «Aviso»" is "«Aviso»" under "Enviar email", and "Llamada: pedir el pago" is "Pedir el pago" under "Llamada de un agente".
 */
function withoutKind(sentence: string, label: string): string {
  const [head = ''] = sentence.split(':');
  const isLabel = head !== sentence && `${label} `.toLocaleLowerCase().startsWith(`${head} `.toLocaleLowerCase());
  if (isLabel) {
    const words = sentence.slice(head.length + 1).trim();
    return words === '' ? sentence : withCapital(words);
  }
  const rest = sentence.startsWith(`${label} `) ? sentence.slice(label.length + 1) : '';
  return /^[\d«“]/.test(rest) ? rest : sentence;
}

/** What a step does: as the server said it, or as its settings read while it has not said so yet. */
export function cardSentence(kind: Kind, step: JourneyNode, reading: Reading, said: SaidSteps): string {
  const known = said.get(step.id);
  if (known === undefined || known.settings !== step.settings) {
    return sentenceOf(kind, step.settings, reading);
  }
  return withoutKind(known.sentence[reading.language], kind.labels[reading.language]);
}
