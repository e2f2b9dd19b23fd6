import { type Draw, put } from '../../canvas/dialect';
import { begin, said } from './drawing';

const AMOUNT = '{{ plan.amount | money(account.currency) }}';

export const drawPlanOffer: Draw = (element, attributes, drawing) => {
  const box = put(begin(element, attributes, drawing), 'div', {
    padding: '24px',
    'border-radius': 'var(--brand-radius)',
    background: 'var(--brand-tint)',
    color: 'var(--brand-text)',
    font: '16px/24px var(--brand-font)',
  });
  const heading = { color: 'var(--brand-heading)', font: '700 20px/28px var(--brand-heading-font)' };
  put(box, 'div', heading, said(attributes, 'title', drawing));
  put(box, 'div', { 'margin-top': '6px' }, said(attributes, 'text', drawing));
  const plan = { 'margin-top': '14px', color: 'var(--brand-heading)', font: '700 18px/24px var(--brand-font)' };
  put(box, 'div', plan, drawing.filled(drawing.says('plan').replace('{amount}', AMOUNT)));
  const button = {
    display: 'inline-block',
    'margin-top': '18px',
    padding: '13px 24px',
    'border-radius': 'var(--brand-radius)',
    background: 'var(--brand-primary)',
    color: 'var(--brand-on-primary)',
    'font-weight': '700',
  };
  put(box, 'span', button, said(attributes, 'label', drawing));
  return element;
};
