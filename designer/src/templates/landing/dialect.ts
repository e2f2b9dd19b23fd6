/** The widgets of a landing page for the canvas, under the very style sheet that debtors get. */

import css from '../../../../renderers/landing/page.css?raw';
import type { BlockType, Dialect, Draw } from '../canvas/dialect';
import * as draw from './draw';
import type { Pieces } from './pieces';
import { around, INSIDE } from './places';

/** The widgets in which nothing is written or put: the server draws them whole. */
const ALONE = [...INSIDE.filter((tag) => tag !== 'p-text' && tag !== 'p-faq'), 'p-footer'];

const holding = (tag: string, how: Draw): BlockType => ({ tag, holds: 'blocks', draw: how });
const writing = (tag: string, how: Draw): BlockType => ({ tag, holds: 'text', draw: how });

/** On the canvas every widget stands in an element of its own; the rules between neighbours are said again for those. */
const BETWEEN = `
  body { display: block; }
  .piece { pointer-events: none; } .piece:empty { min-height: 12px; }
  .piece .hidden { display: none; }
  .piece[data-choose]:empty { min-height: 72px; border: 1px dashed #a9b6c0; border-radius: 8px; display: grid; place-items: center; color: #5b6b78;
    background: #f3f6f8; font: 13px/20px system-ui, sans-serif; } .piece[data-choose]:empty::before { content: attr(data-choose); }
  [data-in]:empty { min-height: 56px; border: 1px dashed #a9b6c0; border-radius: 8px; display: grid; place-items: center; color: #5b6b78;
    font: 13px/20px system-ui, sans-serif; } [data-in]:empty::before { content: attr(data-in); }
  div:has(> .band.look-plain) + div > .band.look-plain { padding-top: 0; }
  div:has(> .band.look-brand.space-l) + div > .band { padding-top: 0; }
  div:has(> .band.look-brand.space-l) + div > .band > .inner { position: relative; margin-top: -3.5rem; }
  .inner > div:has(> .piece > .heading) + div:has(> .text) { margin-top: .75rem; }
  .look-brand > .inner > div > .piece > .sign { color: var(--brand-on-primary); background: rgb(255 255 255 / 16%); }
  .columns > div { min-width: 0; } .columns:has(.box) > div > .column { height: 100%; }
  .columns > div > .column > div + div { margin-top: 1.25rem; } .columns > div > .column.box > div + div { margin-top: .75rem; }
  .question-open { padding: .75rem 1.125rem 1rem; } .question-open > [data-title] { font-weight: 600; color: var(--brand-heading); }
  .faq .faq > div + div { margin-top: .625rem; }
`;

export const pageDialect = (pieces: Pieces): Dialect => ({
  root: 'page',
  body: 'page',
  types: [
    holding('page', draw.drawPage),
    holding('p-section', draw.drawSection),
    holding('p-columns', draw.drawColumns),
    holding('p-column', draw.drawColumn),
    holding('p-faq', draw.drawFaq),
    writing('p-text', draw.drawText),
    writing('p-question', draw.drawQuestion),
    ...ALONE.map((tag): BlockType => ({ tag, holds: 'nothing', draw: draw.drawPiece(tag, pieces) })),
  ],
  around,
  css: css + BETWEEN,
});
