import { type JSONContent, mergeAttributes, Node, ReactNodeViewRenderer } from '@tiptap/react';
import { CodeChip } from './CodeChip';
import { expression, type Piece, piecesOf, type Token } from './expression';
import { TokenChip } from './TokenChip';

export const TOKEN = 'token';
export const CODE = 'code_tag';

/** The attributes of a token's node as a token. */
export function tokenIn(attrs: Readonly<Record<string, unknown>>): Token {
  const read = (name: string) => (typeof attrs[name] === 'string' ? attrs[name] : '');
  return { token: read('token'), format: read('format'), fallback: read('fallback') };
}

/** A field of the CRM inside a text: one whole thing, shown as a chip, that Enter or a click opens. */
export const TokenNode = Node.create({
  name: TOKEN,
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    token: { default: '', rendered: false },
    format: { default: '', rendered: false },
    fallback: { default: '', rendered: false },
  }),
  parseHTML: () => [
    {
      tag: 'span[data-token]',
      getAttrs: (element) => ({ ...element.dataset, format: element.dataset['format'] ?? '' }),
    },
  ],
  renderHTML: ({ node, HTMLAttributes }) => {
    const { token, format, fallback } = tokenIn(node.attrs);
    const data = { 'data-token': token, 'data-format': format, 'data-fallback': fallback };
    return ['span', mergeAttributes(HTMLAttributes, data), token];
  },
  renderText: ({ node }) => expression(tokenIn(node.attrs)),
  addNodeView: () => ReactNodeViewRenderer(TokenChip, { as: 'span' }),
  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => {
        const { selection } = editor.state;
        if (editor.state.doc.nodeAt(selection.from)?.type.name !== TOKEN || selection.to !== selection.from + 1)
          return false;
        const chip = editor.view.nodeDOM(selection.from);
        if (chip instanceof HTMLElement) chip.querySelector('button')?.click();
        return true;
      },
    };
  },
});

/** A template tag that somebody wrote by hand (an “if”, a list): kept letter by letter, shown as what it is. */
export const CodeNode = Node.create({
  name: CODE,
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ source: { default: '', rendered: false } }),
  parseHTML: () => [{ tag: 'span[data-code]', getAttrs: (element) => ({ source: element.dataset['code'] ?? '' }) }],
  renderHTML: ({ node }) => ['span', { 'data-code': String(node.attrs['source']) }, String(node.attrs['source'])],
  renderText: ({ node }) => String(node.attrs['source']),
  addNodeView: () => ReactNodeViewRenderer(CodeChip, { as: 'span' }),
});

/** The nodes of one line of text. */
export function inlineOf(text: string): JSONContent[] {
  return piecesOf(text).map(nodeOf);
}

function nodeOf(piece: Piece): JSONContent {
  if (piece.kind === 'words') return { type: 'text', text: piece.words };
  if (piece.kind === 'token') return { type: TOKEN, attrs: { ...piece.token } };
  return { type: CODE, attrs: { source: piece.source } };
}
