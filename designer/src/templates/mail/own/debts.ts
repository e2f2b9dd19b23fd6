import { type Draw, put } from '../../canvas/dialect';
import { given, LINE, SMALL, table } from './drawing';

export const drawDebts: Draw = (element, attributes, drawing) => {
  const isDue = given(attributes, 'due', drawing) === 'yes';
  const rows = table(element, attributes, drawing);
  const heads = ['debt', ...(isDue ? ['due'] : []), 'amount'];
  const head = put(rows, 'tr', {});
  for (const name of heads) {
    const style = {
      padding: '0 0 8px',
      'border-bottom': LINE,
      color: 'var(--brand-muted)',
      font: '600 13px/18px var(--brand-font)',
      'text-align': name === 'amount' ? 'right' : 'left',
    };
    put(head, 'th', style, drawing.says(name));
  }
  const cell = { padding: '11px 12px 11px 0', 'border-bottom': LINE, 'vertical-align': 'top' };
  const amount = { ...cell, padding: '11px 0', color: 'var(--brand-heading)', 'font-weight': '700' };
  for (const isFirst of [true, false]) {
    const words = (text: string) => (isFirst ? drawing.filled(text) : '…');
    const row = put(rows, 'tr', {});
    const whose = put(row, 'td', cell, words('{{ account.creditor }}'));
    if (isFirst && given(attributes, 'ref', drawing) === 'yes')
      put(whose, 'div', SMALL, words('{{ account.product }} · {{ account.ref }}'));
    if (isDue) put(row, 'td', cell, words("{{ account.due_date | date('medium') }}"));
    put(row, 'td', { ...amount, 'text-align': 'right' }, words('{{ account.balance | money(account.currency) }}'));
  }
  return element;
};
