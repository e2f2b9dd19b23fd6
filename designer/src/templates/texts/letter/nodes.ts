import { Node, ReactNodeViewRenderer } from '@tiptap/react';
import { FactRow } from './FactRow';
import { FactTable } from './FactTable';

/** A table of facts: rows of a label and what it is. */
export const FactsNode = Node.create({
  name: 'facts',
  group: 'block',
  content: 'fact+',
  isolating: true,
  parseHTML: () => [{ tag: 'div[data-facts]' }],
  renderHTML: () => ['div', { 'data-facts': '' }, 0],
  addNodeView: () => ReactNodeViewRenderer(FactTable),
});

/** One row of such a table; `ifKnown` leaves it out for people of whom its first token is not known. */
export const FactNode = Node.create({
  name: 'fact',
  content: 'inline*',
  isolating: true,
  addAttributes: () => ({ label: { default: '' }, ifKnown: { default: false } }),
  parseHTML: () => [{ tag: 'div[data-fact]' }],
  renderHTML: () => ['div', { 'data-fact': '' }, 0],
  addNodeView: () => ReactNodeViewRenderer(FactRow),
});

/** What follows begins on a new page. */
export const PageBreakNode = Node.create({
  name: 'pageBreak',
  group: 'block',
  atom: true,
  parseHTML: () => [{ tag: 'hr[data-page]' }],
  renderHTML: () => ['hr', { 'data-page': '' }],
});
