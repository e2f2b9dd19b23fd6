import { piecesOf, textOf as together } from '../../tokens/expression';
import { type Content, textOf } from '../props';

export const CATEGORIES = ['utility', 'marketing', 'authentication'] as const;

export type Category = (typeof CATEGORIES)[number];

export interface Button {
  readonly kind: 'url' | 'reply';
  readonly text: string;
  readonly url: string;
}

/** What the WhatsApp editor keeps; see `renderers/designs/whatsapp.py`. */
export interface WhatsApp {
  readonly text: string;
  readonly category: Category;
  readonly name: string;
  readonly locale: string;
  readonly header: string;
  readonly footer: string;
  readonly buttons: readonly Button[];
  /** What Twilio calls the approved template; empty while it is not approved. */
  readonly sid: string;
}

/** A content with everything that it may leave out. */
export function whatsAppIn(content: Content, language: string): WhatsApp {
  const buttons = Array.isArray(content['buttons']) ? (content['buttons'] as Partial<Button>[]) : [];
  return {
    text: textOf(content, 'text'),
    category: CATEGORIES.find((one) => one === content['category']) ?? 'utility',
    name: textOf(content, 'name'),
    locale: textOf(content, 'locale') || language,
    header: textOf(content, 'header'),
    footer: textOf(content, 'footer'),
    buttons: buttons.map(({ kind = 'reply', text = '', url = '' }) => ({ kind, text, url })),
    sid: textOf(content, 'sid'),
  };
}

/** Meta's limits, in characters and in buttons. */
export const LIMITS = { body: 1024, header: 60, footer: 60, button: 25, buttons: 10, links: 2 } as const;

export type Fault =
  | 'empty'
  | 'bodyLong'
  | 'edge'
  | 'neighbours'
  | 'headerLong'
  | 'headerTokens'
  | 'footerLong'
  | 'footerTokens'
  | 'buttonEmpty'
  | 'buttonLong'
  | 'buttons'
  | 'links'
  | 'linkEmpty'
  | 'name'
  | 'code';

/** What Meta would refuse, told while it is written. */
export function faultsOf(whatsapp: WhatsApp): readonly Fault[] {
  const { text, header, footer, buttons } = whatsapp;
  const links = buttons.filter((one) => one.kind === 'url');
  const checks: readonly (readonly [Fault, boolean])[] = [
    ['empty', text.trim() === ''],
    ['bodyLong', numbered(text).length > LIMITS.body],
    ['edge', hasTokenAtEdge(text)],
    ['neighbours', /\}\}\s*\{\{/.test(text)],
    ['headerLong', numbered(header).length > LIMITS.header],
    ['headerTokens', tokensIn(header) > 1],
    ['footerLong', footer.length > LIMITS.footer],
    ['footerTokens', tokensIn(footer) > 0],
    ['buttonEmpty', buttons.some((one) => one.text.trim() === '')],
    ['buttonLong', buttons.some((one) => one.text.length > LIMITS.button)],
    ['buttons', buttons.length > LIMITS.buttons],
    ['links', links.length > LIMITS.links],
    ['linkEmpty', links.some((one) => one.url.trim() === '')],
    ['name', !/^[a-z0-9_]*$/.test(whatsapp.name)],
    ['code', piecesOf(text + header).some((piece) => piece.kind === 'code')],
  ];
  return checks.filter(([, wrong]) => wrong).map(([fault]) => fault);
}

const tokensIn = (text: string) => piecesOf(text).filter((piece) => piece.kind !== 'words').length;

function hasTokenAtEdge(text: string): boolean {
  const pieces = piecesOf(text.trim());
  return pieces.length > 0 && (pieces[0]?.kind !== 'words' || pieces.at(-1)?.kind !== 'words');
}

/** A text as Meta reads it: numbers in double braces for tokens, the same number for the same token. */
export function numbered(text: string, known: Map<string, number> = new Map()): string {
  return piecesOf(text)
    .map((piece) => {
      if (piece.kind === 'words') return piece.words;
      const source = together([piece]);
      if (!known.has(source)) known.set(source, known.size + 1);
      return `{{${known.get(source)}}}`;
    })
    .join('');
}
