import { type Draw, put } from '../../canvas/dialect';
import { begin, given, SMALL, said } from './drawing';

const BALANCE = '{{ account.balance | money(account.currency) }}';

export const drawPayButton: Draw = (element, attributes, drawing) => {
  const isAmount = given(attributes, 'amount', drawing) === 'yes';
  const usual = isAmount ? drawing.says('amount').replace('{amount}', BALANCE) : drawing.usual('label');
  const box = begin(element, attributes, drawing);
  put(
    box,
    'div',
    {
      width: given(attributes, 'wide', drawing) === 'no' ? 'fit-content' : '100%',
      margin: '0 auto',
      padding: '17px 28px',
      'border-radius': 'var(--brand-radius)',
      background: given(attributes, 'background', drawing),
      color: 'var(--brand-on-primary)',
      font: '700 18px/24px var(--brand-font)',
      'text-align': 'center',
    },
    drawing.filled(attributes['label'] || usual),
  );
  if (given(attributes, 'note', drawing) !== 'no') {
    const style = { ...SMALL, padding: '12px 0 0', 'text-align': 'center' };
    put(box, 'div', style, said(attributes, 'note-text', drawing));
  }
  return element;
};
