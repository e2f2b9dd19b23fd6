/** Which blocks of a mail may stand in which: MJML's own order, and our blocks as contents of a column. */

const OWN = [
  'c-pay-button',
  'c-plan-offer',
  'c-debts',
  'c-facts',
  'c-qr',
  'c-help-button',
  'c-legal',
  'c-preferences',
  'c-social',
  'c-video',
  'c-logo',
];

const CONTENTS = [
  'mj-accordion',
  'mj-button',
  'mj-carousel',
  'mj-divider',
  'mj-image',
  'mj-navbar',
  'mj-raw',
  'mj-social',
  'mj-spacer',
  'mj-table',
  'mj-text',
  ...OWN,
];

const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  'mj-body': ['mj-section', 'mj-wrapper', 'mj-hero', 'mj-raw'],
  'mj-wrapper': ['mj-section', 'mj-hero', 'mj-raw'],
  'mj-section': ['mj-column', 'mj-group', 'mj-raw'],
  'mj-group': ['mj-column', 'mj-raw'],
  'mj-column': CONTENTS,
  'mj-hero': CONTENTS,
  'mj-social': ['mj-social-element'],
  'mj-navbar': ['mj-navbar-link'],
  'mj-carousel': ['mj-carousel-image'],
  'mj-accordion': ['mj-accordion-element'],
  'mj-accordion-element': ['mj-accordion-title', 'mj-accordion-text'],
};

/** What stands between a block and a place that cannot hold it directly, nearest to the place first. */
const BETWEEN: Readonly<Record<string, readonly string[]>> = {
  'mj-body': ['mj-section', 'mj-column'],
  'mj-wrapper': ['mj-section', 'mj-column'],
  'mj-section': ['mj-column'],
  'mj-group': ['mj-column'],
};

/** The blocks to be put around one of `tag` so that it may stand in `into`, outermost first; null where it cannot. */
export function around(tag: string, into: string): readonly string[] | null {
  if (CHILDREN[into]?.includes(tag)) return [];
  const between = BETWEEN[into] ?? [];
  for (let count = 1; count <= between.length; count += 1) {
    const innermost = between[count - 1] ?? '';
    if (CHILDREN[innermost]?.includes(tag)) return between.slice(0, count);
  }
  return null;
}
