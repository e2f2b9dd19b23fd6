import { type Draw, put } from '../../canvas/dialect';
import { drawImage } from '../drawBlocks';
import { begin, given } from './drawing';

export const drawLogo: Draw = (element, attributes, drawing) => {
  const { brand } = drawing;
  const align = given(attributes, 'align', drawing);
  if (brand.logo !== '') {
    const padding = given(attributes, 'padding', drawing);
    const picture = { src: brand.logo, alt: brand.name, width: `${brand.logoWidth}px`, align, padding };
    return drawImage(element, picture, drawing);
  }
  const name = brand.name || drawing.filled('{{ account.creditor }}');
  const box = begin(element, attributes, drawing);
  element.style.textAlign = align;
  const isDark = given(attributes, 'ground', drawing) === 'dark';
  const [ground, letter] = isDark ? ['on-primary', 'primary'] : ['primary', 'on-primary'];
  const tile = {
    display: 'inline-block',
    width: '36px',
    height: '36px',
    'margin-right': '12px',
    'border-radius': 'var(--brand-radius)',
    background: `var(--brand-${ground})`,
    color: `var(--brand-${letter})`,
    font: '700 18px/36px var(--brand-font)',
    'text-align': 'center',
  };
  put(box, 'span', tile, name.slice(0, 1).toUpperCase());
  const colour = isDark ? 'var(--brand-on-primary)' : 'var(--brand-heading)';
  put(box, 'span', { color: colour, font: '600 17px/36px var(--brand-font)' }, name);
  return element;
};
