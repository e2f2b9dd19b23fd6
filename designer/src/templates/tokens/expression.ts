/** A token in a design: its name, how it is written, and what stands there for people who have no value. */
export interface Token {
  readonly token: string;
  /** '' | money | date | date_short | number | percent | plural:day|days | name | upper … */
  readonly format: string;
  /** Empty: a message to somebody without a value is held. */
  readonly fallback: string;
}

/** A part of a text: words, a token, or a tag written by hand that is kept as it is. */
export type Piece =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'code'; readonly source: string };

/** The formats whose filter takes the same words whatever the token; `renderers/designs/expression.py` has the same. */
const SIMPLE: Readonly<Record<string, string>> = {
  date: 'date',
  date_short: "date('short')",
  date_medium: "date('medium')",
  date_full: "date('full')",
  number: 'number',
  percent: 'percent',
  name: 'name',
  upper: 'upper',
  lower: 'lower',
  upper_first: 'upper_first',
  first: 'first',
};
const FORMAT_OF = new Map(Object.entries(SIMPLE).map(([format, filter]) => [filter, format]));

const NAME = '[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*';
const LITERAL = "'(?:[^'\\\\]|\\\\u[0-9a-f]{4})*'";
const EXPRESSION = new RegExp(
  `^\\{\\{ (?<token>${NAME})(?: \\| default\\((?<short>${LITERAL})\\))?` +
    '(?: \\| (?<filter>[a-z_]+(?:\\([^{}]*?\\))?))?' +
    `(?: if (?<guard>${NAME}) is defined else (?<long>${LITERAL}))? \\}\\}$`,
);
const PLURAL = new RegExp(`^plural\\(${LITERAL}(?:, ${LITERAL}){1,3}\\)$`);
const TAG = /\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{#[^{}]*#\}/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to be escaped
const ESCAPED = /[\u0000-\u001f'"\\<>&{}%#|\u2028\u2029]/g;

const hex = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
const quoted = (text: string) => `'${text.replaceAll(ESCAPED, hex)}'`;
const unquoted = (literal: string) =>
  literal
    .slice(1, -1)
    .replaceAll(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** The token of the currency in which an amount is: that of the row inside a repetition over debts. */
const currencyOf = (token: string) => (token.startsWith('debt.') ? 'debt.currency' : 'account.currency');

function filterOf({ token, format }: Token): string {
  if (format === 'money') return `money(${currencyOf(token)})`;
  if (format.startsWith('plural:')) {
    return `plural(${format.slice('plural:'.length).split('|').map(quoted).join(', ')})`;
  }
  return SIMPLE[format] ?? format;
}

function formatOf(filter: string, token: string): string | null {
  const simple = FORMAT_OF.get(filter);
  if (simple !== undefined) return simple;
  if (filter === `money(${currencyOf(token)})`) return 'money';
  if (!PLURAL.test(filter)) return null;
  const words = [...filter.matchAll(new RegExp(LITERAL, 'g'))].map(([literal]) => unquoted(literal));
  return `plural:${words.join('|')}`;
}

/** What a template says for a token. */
export function expression(token: Token): string {
  if (token.format === '') {
    return token.fallback === '' ? `{{ ${token.token} }}` : `{{ ${token.token} | default(${quoted(token.fallback)}) }}`;
  }
  const written = `${token.token} | ${filterOf(token)}`;
  return token.fallback === ''
    ? `{{ ${written} }}`
    : `{{ ${written} if ${token.token} is defined else ${quoted(token.fallback)} }}`;
}

/** The token behind an expression; null for one that these editors would not write so. */
export function readToken(source: string): Token | null {
  const groups = EXPRESSION.exec(source)?.groups;
  const name = groups?.['token'];
  if (!groups || name === undefined) return null;
  const format = groups['filter'] === undefined ? '' : formatOf(groups['filter'], name);
  if (format === null) return null;
  const literal = groups['short'] ?? groups['long'];
  const token = { token: name, format, fallback: literal === undefined ? '' : unquoted(literal) };
  return expression(token) === source ? token : null;
}

/** A text in its order: words, tokens, and tags written by hand. */
export function piecesOf(text: string): readonly Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(TAG)) {
    if (match.index > at) found.push({ kind: 'words', words: text.slice(at, match.index) });
    const token = readToken(match[0]);
    found.push(token ? { kind: 'token', token } : { kind: 'code', source: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ kind: 'words', words: text.slice(at) });
  return found;
}

/** The text that `piecesOf` took apart. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'words') return piece.words;
      return piece.kind === 'token' ? expression(piece.token) : piece.source;
    })
    .join('');
}
