/** The blocks of a mail for the canvas: MJML's and our own. */

import type { BlockType, Dialect, Draw } from '../canvas/dialect';
import * as blocks from './drawBlocks';
import { drawDebts } from './own/debts';
import { drawFacts } from './own/facts';
import { drawHelpButton } from './own/helpButton';
import { drawLegal } from './own/legal';
import { drawLogo } from './own/logo';
import { drawPayButton } from './own/payButton';
import { drawPlanOffer } from './own/planOffer';
import { drawPreferences } from './own/preferences';
import { drawQr } from './own/qr';
import { drawSocial } from './own/social';
import { drawVideo } from './own/video';
import { around } from './places';

const holding = (tag: string, draw: Draw): BlockType => ({ tag, holds: 'blocks', draw });
const writing = (tag: string, draw: Draw): BlockType => ({ tag, holds: 'text', draw });
const alone = (tag: string, draw: Draw): BlockType => ({ tag, holds: 'nothing', draw });
const hidden = (tag: string, holds: BlockType['holds'] = 'blocks'): BlockType => ({
  tag,
  holds,
  draw: blocks.drawNothing,
  isHidden: true,
});

const TYPES: readonly BlockType[] = [
  holding('mjml', blocks.drawRoot),
  hidden('mj-head'),
  hidden('mj-attributes'),
  hidden('mj-all'),
  hidden('mj-class'),
  hidden('mj-breakpoint'),
  hidden('mj-font'),
  hidden('mj-title', 'text'),
  hidden('mj-preview', 'text'),
  hidden('mj-style', 'code'),
  { tag: 'mj-raw', holds: 'code', draw: blocks.drawRaw },
  holding('mj-body', blocks.drawBody),
  holding('mj-wrapper', blocks.drawWrapper),
  holding('mj-section', blocks.drawSection),
  holding('mj-group', blocks.drawGroup),
  holding('mj-column', blocks.drawColumn),
  holding('mj-hero', blocks.drawHero),
  writing('mj-text', blocks.drawText),
  writing('mj-button', blocks.drawButton),
  writing('mj-table', blocks.drawTable),
  alone('mj-image', blocks.drawImage),
  alone('mj-divider', blocks.drawDivider),
  alone('mj-spacer', blocks.drawSpacer),
  holding('mj-social', blocks.drawBox),
  writing('mj-social-element', blocks.drawText),
  holding('mj-navbar', blocks.drawBox),
  writing('mj-navbar-link', blocks.drawText),
  holding('mj-accordion', blocks.drawBox),
  holding('mj-accordion-element', blocks.drawBox),
  writing('mj-accordion-title', blocks.drawText),
  writing('mj-accordion-text', blocks.drawText),
  holding('mj-carousel', blocks.drawBox),
  alone('mj-carousel-image', blocks.drawImage),
  alone('c-pay-button', drawPayButton),
  alone('c-plan-offer', drawPlanOffer),
  alone('c-debts', drawDebts),
  alone('c-facts', drawFacts),
  alone('c-qr', drawQr),
  alone('c-help-button', drawHelpButton),
  alone('c-preferences', drawPreferences),
  alone('c-video', drawVideo),
  alone('c-logo', drawLogo),
  alone('c-social', drawSocial),
  { ...alone('c-legal', drawLegal), locked: true },
];

const CSS = `
  h1, h2, h3, p { margin-top: 0; }
  p { margin-bottom: 10px; } p:last-child { margin-bottom: 0; }
  [data-in]:empty { min-height: 64px; display: block; }
  [data-in]:empty::before { display: block; padding: 20px 12px; border: 1px dashed #a9b6c0; border-radius: 8px; color: #5b6b78;
    font: 13px/20px system-ui, sans-serif; text-align: center; content: attr(data-in); }
  @media (max-width: 479px) { [data-columns] > [data-layer] { flex-direction: column !important; }
    [data-columns] > [data-layer] > * { flex: 1 1 auto !important; width: 100%; } }
`;

export const MAIL: Dialect = { root: 'mjml', body: 'mj-body', types: TYPES, around, css: CSS };
