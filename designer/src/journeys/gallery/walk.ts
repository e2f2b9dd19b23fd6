/** A finished journey as a list that is read from the top down. */

import type { FinishedJourney } from '../../api/types';
import { type Catalog, type Kind, kindByName, type Language } from '../catalog';
import type { JourneyNode } from '../document';
import { tokensInWords } from '../names';
import { portsOf } from '../ports';
import { readDocument } from '../readDocument';

export interface ReadStep {
  readonly id: string;
  readonly number: number;
  readonly kind: Kind | undefined;
  readonly sentence: string;
  /** What an agent or a supervisor reads, where it is for one. */
  readonly script: string;
  readonly ways: readonly { readonly label: string; readonly to: number }[];
}

function scriptOf({ settings }: JourneyNode): string {
  const { script } = settings;
  return typeof script === 'string' ? script : '';
}

/** The steps by where they stand, each with its number, what it does, and where its ways out lead. */
export function stepsOf(journey: FinishedJourney, catalog: Catalog, language: Language): readonly ReadStep[] {
  const document = readDocument(journey.graph, journey.name);
  const order = journey.cards.toSorted((left, right) => left.y - right.y || left.x - right.x).map(({ id }) => id);
  const numbers = new Map(order.map((id, index) => [id, index + 1]));
  return order.flatMap((id) => {
    const node = document.nodes.find((one) => one.id === id);
    if (node === undefined) return [];
    const kind = kindByName(catalog, node.kind);
    const ports = kind ? portsOf(kind, node.settings, language) : [];
    const ways = ports.flatMap(({ name, label }) => {
      const edge = document.edges.find((one) => one.from === id && one.port === name);
      const to = edge && numbers.get(edge.to);
      return to === undefined ? [] : [{ label, to }];
    });
    const sentence = journey.sentences[id]?.[language] ?? kind?.labels[language] ?? node.kind;
    return [
      {
        id,
        number: numbers.get(id) ?? 0,
        kind,
        sentence,
        script: tokensInWords(scriptOf(node), { catalog, language }),
        ways,
      },
    ];
  });
}
