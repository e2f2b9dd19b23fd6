/** What our own blocks share on the canvas. They look as `renderers/blocks` draws them, and say what the palette says. */

import { type Attributes, type Drawing, dress, emptied, put } from '../../canvas/dialect';

export const SMALL = { font: 'normal 13px/20px var(--brand-font)', color: 'var(--brand-muted)' };

export const LINE = '1px solid var(--brand-line)';

/** An attribute, or what the block has by itself. */
export const given = (attributes: Attributes, name: string, { usual }: Drawing) => attributes[name] || usual(name);

/** An attribute with tokens filled, or what the block says by itself. */
export const said = (attributes: Attributes, name: string, drawing: Drawing) =>
  drawing.filled(given(attributes, name, drawing));

/** The element of a block, empty, with the room that the block has around it. */
export function begin(element: HTMLElement, attributes: Attributes, drawing: Drawing): HTMLElement {
  dress(element, { padding: given(attributes, 'padding', drawing), 'font-family': 'var(--brand-font)' });
  return emptied(element);
}

/** The rows of a block that is a table. */
export function table(element: HTMLElement, attributes: Attributes, drawing: Drawing): HTMLElement {
  const style = {
    width: '100%',
    'border-collapse': 'collapse',
    font: '15px/22px var(--brand-font)',
    color: 'var(--brand-text)',
  };
  return put(put(begin(element, attributes, drawing), 'table', style), 'tbody', {});
}
