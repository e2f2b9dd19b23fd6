/** The guide's five steps: what it looks for in the document, step by step. */

import { type Catalog, kindByName } from '../catalog';
import type { JourneyDocument, JourneyNode } from '../document';

export const GUIDE_STEPS = ['who', 'message', 'wait', 'payment', 'publish'] as const;

export type GuideStep = (typeof GUIDE_STEPS)[number];

/** Those that may be fine as they are, where somebody says so. */
export const AGREEABLE: readonly GuideStep[] = ['who', 'payment'];

const PAID = 'paid';

function listens({ settings }: JourneyNode): boolean {
  const { events } = settings;
  return Array.isArray(events) && events.includes(PAID);
}

/** The steps that are done, by what is drawn, what somebody agreed to, and whether it was published. */
export function doneOf(
  document: JourneyDocument,
  catalog: Catalog,
  agreed: readonly string[],
  published: boolean,
): ReadonlySet<GuideStep> {
  const ofCategory = (category: string) =>
    document.nodes.filter((node) => kindByName(catalog, node.kind)?.category === category);
  const entry = document.nodes.find(({ id }) => id === document.entry);
  const chosen = entry?.settings['audience'] ?? entry?.settings['segment'] ?? null;
  const found: Readonly<Record<GuideStep, boolean>> = {
    who: chosen !== null,
    message: ofCategory('message').some(({ settings }) => Boolean(settings['template'])),
    wait: ofCategory('time').length > 0,
    payment: document.nodes.some(listens),
    publish: published,
  };
  return new Set(GUIDE_STEPS.filter((step) => found[step] || (AGREEABLE.includes(step) && agreed.includes(step))));
}

/** The step of the journey that a step of the guide is about, where there is one to show. */
export function shownBy(step: GuideStep, document: JourneyDocument, catalog: Catalog): string | null {
  const category = { who: 'start', message: 'message', wait: 'time', payment: '', publish: '' }[step];
  return document.nodes.find((node) => kindByName(catalog, node.kind)?.category === category)?.id ?? null;
}
