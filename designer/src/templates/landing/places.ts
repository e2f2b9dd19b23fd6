/** Which widgets of a page may stand in which. */

/** What may stand in a section or a column. */
export const INSIDE = [
  'p-heading',
  'p-text',
  'p-image',
  'p-icon',
  'p-button',
  'p-divider',
  'p-spacer',
  'p-logo',
  'p-verify',
  'p-owed',
  'p-debts',
  'p-pay',
  'p-plans',
  'p-promise',
  'p-settlement',
  'p-dispute',
  'p-help',
  'p-preferences',
  'p-qr',
  'p-document',
  'p-faq',
  'p-video',
  'p-countdown',
];

const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  page: ['p-section', 'p-footer'],
  'p-section': ['p-columns', ...INSIDE],
  'p-columns': ['p-column'],
  'p-column': INSIDE,
  'p-faq': ['p-question'],
};

/** What stands between a widget and a place that cannot hold it directly, nearest to the place first. */
const BETWEEN: Readonly<Record<string, readonly string[]>> = { page: ['p-section'], 'p-columns': ['p-column'] };

/** The widgets to be put around one of `tag` so that it may stand in `into`, outermost first; null where it cannot. */
export function around(tag: string, into: string): readonly string[] | null {
  if (CHILDREN[into]?.includes(tag)) return [];
  const between = BETWEEN[into] ?? [];
  return between.some((one) => CHILDREN[one]?.includes(tag)) ? between : null;
}
