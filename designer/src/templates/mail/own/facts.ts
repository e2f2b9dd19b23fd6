import { type Draw, put } from '../../canvas/dialect';
import { rowsOf } from '../../canvas/inputs/rows';
import { LINE, table } from './drawing';

export const drawFacts: Draw = (element, attributes, drawing) => {
  const rows = table(element, attributes, drawing);
  const own = rowsOf(attributes['rows'] ?? '');
  const name = { padding: '11px 12px 11px 0', 'border-bottom': LINE, color: 'var(--brand-muted)' };
  const value = { padding: '11px 0', 'border-bottom': LINE, color: 'var(--brand-heading)', 'font-weight': '600' };
  for (const [label, words] of own.length > 0 ? own : rowsOf(drawing.usual('rows'))) {
    const row = put(rows, 'tr', {});
    put(row, 'td', name, drawing.filled(label));
    put(row, 'td', { ...value, 'text-align': 'right' }, drawing.filled(words));
  }
  return element;
};
