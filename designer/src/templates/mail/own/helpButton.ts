import { type Draw, put } from '../../canvas/dialect';
import { begin, given, said } from './drawing';

const MARGINS: Readonly<Record<string, string>> = { left: '0', right: '0 0 0 auto' };

export const drawHelpButton: Draw = (element, attributes, drawing) => {
  put(
    begin(element, attributes, drawing),
    'div',
    {
      width: 'fit-content',
      margin: MARGINS[given(attributes, 'align', drawing)] ?? '0 auto',
      padding: '12px 24px',
      border: '2px solid var(--brand-primary)',
      'border-radius': 'var(--brand-radius)',
      background: 'var(--brand-surface)',
      color: 'var(--brand-primary)',
      font: '600 16px/22px var(--brand-font)',
    },
    said(attributes, 'label', drawing),
  );
  return element;
};
