import { type Draw, put } from '../../canvas/dialect';
import { begin, said } from './drawing';

/** Only addresses of our own host are shown on the canvas: nothing is fetched from another one. */
const OWN_HOST = /^\/(?!\/)[^"'()\\]*$/;

export const drawVideo: Draw = (element, attributes, drawing) => {
  const box = begin(element, attributes, drawing);
  const poster = attributes['src'] ?? '';
  const cell = put(box, 'div', {
    display: 'grid',
    'place-items': 'center',
    height: '220px',
    'border-radius': 'var(--brand-radius)',
    'background-color': 'var(--brand-tint)',
    ...(OWN_HOST.test(poster) && {
      'background-image': `url("${poster}")`,
      'background-size': 'cover',
      'background-position': 'center',
    }),
  });
  const sign = {
    width: '64px',
    height: '64px',
    'border-radius': '32px',
    background: 'var(--brand-primary)',
    color: 'var(--brand-on-primary)',
    font: '26px/64px system-ui',
    'text-align': 'center',
  };
  put(cell, 'span', sign, '▶');
  const label = {
    color: 'var(--brand-heading)',
    font: '600 15px/22px var(--brand-font)',
    'text-align': 'center',
    padding: '10px 12px 0',
  };
  put(box, 'div', label, said(attributes, 'label', drawing));
  return element;
};
