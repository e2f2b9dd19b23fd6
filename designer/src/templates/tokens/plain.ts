import type { JSONContent } from '@tiptap/react';
import { expression } from './expression';
import { CODE, inlineOf, TOKEN, tokenIn } from './node';

/** A text as a document: each line a paragraph, each token a chip. */
export function documentOf(text: string): JSONContent {
  return {
    type: 'doc',
    content: text.split('\n').map((line) => {
      const content = inlineOf(line);
      return content.length > 0 ? { type: 'paragraph', content } : { type: 'paragraph' };
    }),
  };
}

/** The text of such a document, letter by letter. */
export function textIn(document: JSONContent): string {
  return (document.content ?? []).map(lineOf).join('\n');
}

function lineOf(node: JSONContent): string {
  if (node.type === 'text') return node.text ?? '';
  if (node.type === TOKEN) return expression(tokenIn(node.attrs ?? {}));
  if (node.type === CODE) return String(node.attrs?.['source'] ?? '');
  if (node.type === 'hardBreak') return '\n';
  return (node.content ?? []).map(lineOf).join('');
}
