/** How MJML's own blocks look on the canvas, near enough to what the server makes of them to judge a mail by. */

import { type Attributes, type Draw, dress, emptied, put } from '../canvas/dialect';

const FONT = 'Ubuntu, Helvetica, Arial, sans-serif';

/** The one inner element of a block that has two, made when it is first drawn. */
function inner(element: HTMLElement, style: Attributes): HTMLElement {
  const found = element.firstElementChild as HTMLElement | null;
  const inside = found?.dataset['layer'] === 'inner' ? found : null;
  if (inside) {
    const kept = inside.dataset['in'];
    dress(inside, style);
    if (kept !== undefined) inside.dataset['in'] = kept;
    return inside;
  }
  const made = put(emptied(element), 'div', style);
  made.dataset['layer'] = 'inner';
  return made;
}

function padding(attributes: Attributes, usual: string): Record<string, string> {
  const style: Record<string, string> = { padding: attributes['padding'] || usual };
  for (const side of ['top', 'right', 'bottom', 'left']) {
    const own = attributes[`padding-${side}`];
    if (own) style[`padding-${side}`] = own;
  }
  return style;
}

function surface(attributes: Attributes): Record<string, string> {
  const url = attributes['background-url'];
  return {
    'background-color': attributes['background-color'] ?? '',
    'border-radius': attributes['border-radius'] ?? '',
    border: attributes['border'] ?? '',
    'border-top': attributes['border-top'] ?? '',
    'border-right': attributes['border-right'] ?? '',
    'border-bottom': attributes['border-bottom'] ?? '',
    'border-left': attributes['border-left'] ?? '',
    ...(url &&
      !url.includes('{{') && {
        background: `${attributes['background-color'] ?? ''} url("${CSS.escape(url) === url ? url : encodeURI(url)}") ${attributes['background-position'] ?? 'top center'} / ${attributes['background-size'] ?? 'auto'} ${attributes['background-repeat'] ?? 'repeat'}`,
      }),
  };
}

function letters(attributes: Attributes, size: string, colour: string): Record<string, string> {
  return {
    'font-family': attributes['font-family'] || FONT,
    'font-size': attributes['font-size'] || size,
    'font-weight': attributes['font-weight'] ?? '',
    'font-style': attributes['font-style'] ?? '',
    'letter-spacing': attributes['letter-spacing'] ?? '',
    'line-height': attributes['line-height'] || '1',
    'text-decoration': attributes['text-decoration'] ?? '',
    'text-transform': attributes['text-transform'] ?? '',
    color: attributes['color'] || colour,
  };
}

export const drawRoot: Draw = (element) => {
  dress(element, {});
  return element;
};

export const drawBody: Draw = (element, attributes) => {
  dress(element, {
    'background-color': attributes['background-color'] ?? '',
    'min-height': '100vh',
    'padding-bottom': '48px',
  });
  element.style.setProperty('--mail-width', attributes['width'] || '600px');
  return element;
};

export const drawWrapper: Draw = (element, attributes) => {
  dress(element, {
    ...wide(attributes),
    ...surface(attributes),
    ...padding(attributes, '20px 0'),
    overflow: rounded(attributes),
  });
  return element;
};

const wide = (attributes: Attributes): Attributes =>
  attributes['full-width'] === 'full-width' ? {} : { 'max-width': 'var(--mail-width, 600px)', margin: '0 auto' };

const rounded = (attributes: Attributes) => (attributes['border-radius'] ? 'hidden' : '');

export const drawSection: Draw = (element, attributes) => {
  element.dataset['columns'] = 'stack';
  dress(element, {
    ...wide(attributes),
    ...surface(attributes),
    ...padding(attributes, '20px 0'),
    overflow: rounded(attributes),
  });
  return inner(element, {
    display: 'flex',
    'flex-wrap': 'wrap',
    'max-width': 'var(--mail-width, 600px)',
    margin: '0 auto',
    'flex-direction': attributes['direction'] === 'rtl' ? 'row-reverse' : 'row',
    'justify-content': attributes['text-align'] === 'left' ? 'flex-start' : 'center',
    'min-height': '12px',
  });
};

export const drawGroup: Draw = (element, attributes) => {
  dress(element, {
    display: 'flex',
    flex: attributes['width'] ? `0 0 ${attributes['width']}` : '1 1 0',
    'background-color': attributes['background-color'] ?? '',
  });
  return element;
};

const ALIGN: Readonly<Record<string, string>> = { top: 'flex-start', middle: 'center', bottom: 'flex-end' };

export const drawColumn: Draw = (element, attributes) => {
  dress(element, {
    flex: attributes['width'] ? `0 0 ${attributes['width']}` : '1 1 0',
    'min-width': '0',
    'max-width': '100%',
    'align-self': ALIGN[attributes['vertical-align'] ?? ''] ?? '',
    ...padding(attributes, '0'),
    ...surface(attributes),
  });
  return inner(element, {
    'background-color': attributes['inner-background-color'] ?? '',
    'border-radius': attributes['inner-border-radius'] ?? '',
    border: attributes['inner-border'] ?? '',
    'min-height': '20px',
  });
};

export const drawHero: Draw = (element, attributes) => {
  dress(element, {
    ...wide(attributes),
    ...surface(attributes),
    ...padding(attributes, '0'),
    'min-height': attributes['height'] || '80px',
  });
  return element;
};

export const drawText: Draw = (element, attributes) => {
  dress(element, {
    ...padding(attributes, '10px 25px'),
    ...letters(attributes, '13px', '#000000'),
    'text-align': attributes['align'] || 'left',
    'background-color': attributes['container-background-color'] ?? '',
    'min-height': '1em',
  });
  return element;
};

const SIDES: Readonly<Record<string, string>> = { left: '0 auto 0 0', right: '0 0 0 auto', center: '0 auto' };

export const drawButton: Draw = (element, attributes) => {
  dress(element, {
    ...padding(attributes, '10px 25px'),
    'background-color': attributes['container-background-color'] ?? '',
  });
  return inner(element, {
    display: 'block',
    width: attributes['width'] || 'fit-content',
    'max-width': '100%',
    margin: SIDES[attributes['align'] || 'center'] ?? '0 auto',
    padding: attributes['inner-padding'] || '10px 25px',
    'text-align': attributes['text-align'] || 'center',
    'background-color': attributes['background-color'] || '#414141',
    'border-radius': attributes['border-radius'] || '3px',
    border: attributes['border'] ?? '',
    ...letters({ 'line-height': '120%', ...attributes }, '13px', '#ffffff'),
  });
};

export const drawImage: Draw = (element, attributes, drawing) => {
  dress(element, {
    ...padding(attributes, '10px 25px'),
    'text-align': attributes['align'] || 'center',
    'background-color': attributes['container-background-color'] ?? '',
  });
  emptied(element);
  const address = attributes['src'] ?? '';
  if (/^(\/(?!\/)|data:image\/|blob:)/.test(address)) {
    const image = put(element, 'img', {
      display: 'inline-block',
      width: attributes['width'] || '100%',
      height: attributes['height'] === 'auto' ? '' : (attributes['height'] ?? ''),
      border: attributes['border'] ?? '',
      'border-radius': attributes['border-radius'] ?? '',
      'vertical-align': 'top',
    }) as HTMLImageElement;
    image.src = address;
    image.alt = attributes['alt'] ?? '';
    image.draggable = false;
    return element;
  }
  const box = put(element, 'div', {
    display: 'inline-grid',
    'place-items': 'center',
    width: attributes['width'] || '100%',
    'max-width': '100%',
    'min-height': '140px',
    padding: '16px',
    'border-radius': attributes['border-radius'] || '8px',
    background: 'var(--brand-tint, #e8f3f2)',
    color: 'var(--brand-muted, #526669)',
    font: '13px/20px system-ui, sans-serif',
  });
  put(box, 'span', {}, attributes['alt'] || (address === '' ? drawing.words.choose.image : drawing.filled(address)));
  return element;
};

export const drawDivider: Draw = (element, attributes) => {
  dress(element, { ...padding(attributes, '10px 25px') });
  put(emptied(element), 'div', {
    width: attributes['width'] || '100%',
    margin: SIDES[attributes['align'] || 'center'] ?? '0 auto',
    'border-top': `${attributes['border-width'] || '4px'} ${attributes['border-style'] || 'solid'} ${attributes['border-color'] || '#000000'}`,
  });
  return element;
};

export const drawSpacer: Draw = (element, attributes) => {
  dress(element, {
    height: attributes['height'] || '20px',
    'background-color': attributes['container-background-color'] ?? '',
  });
  return element;
};

export const drawTable: Draw = (element, attributes) => {
  dress(element, {
    ...padding(attributes, '10px 25px'),
    ...letters({ 'line-height': '22px', ...attributes }, '13px', '#000000'),
    'text-align': attributes['align'] || 'left',
  });
  const found = element.querySelector<HTMLElement>(':scope > table > tbody');
  if (found) return found;
  return put(
    put(emptied(element), 'table', { width: '100%', 'border-collapse': 'collapse', font: 'inherit', color: 'inherit' }),
    'tbody',
    {},
  );
};

/** Something written by hand, or of a kind that is not drawn: a quiet note in its place. */
export const drawRaw: Draw = (element, attributes, drawing) => {
  const code = (attributes['code'] ?? '').trim();
  dress(element, {
    padding: '2px 8px',
    font: '11px/18px ui-monospace, monospace',
    color: '#5b6b78',
    background: '#eef1f4',
    'white-space': 'nowrap',
    overflow: 'hidden',
    'text-overflow': 'ellipsis',
  });
  emptied(element).textContent = code || drawing.words.byHand;
  return element;
};

export const drawBox: Draw = (element, attributes) => {
  dress(element, {
    ...padding(attributes, '10px 25px'),
    ...letters({ 'line-height': '22px', ...attributes }, '13px', '#000000'),
    'text-align': attributes['align'] || 'center',
  });
  return element;
};

export const drawNothing: Draw = (element) => {
  dress(element, { display: 'none' });
  return element;
};
