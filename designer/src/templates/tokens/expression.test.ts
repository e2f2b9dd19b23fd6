import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expression, piecesOf, readToken, type Token, textOf } from './expression';
import { documentOf, textIn } from './plain';

/** The examples that the server's own module is held to as well. */
const GOLDEN: readonly (Token & { readonly expression: string })[] = JSON.parse(
  readFileSync('../tests/renderers/designs/expressions.json', 'utf-8'),
);

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}\.[a-z][a-z0-9_]{0,8}$/);
const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }).filter((text) => !text.includes('|'));
const format = fc.oneof(
  fc.constantFrom('', 'money', 'date', 'date_short', 'number', 'name', 'upper'),
  fc.array(word, { minLength: 2, maxLength: 4 }).map((words) => `plural:${words.join('|')}`),
);
const token = fc.record({ token: name, format, fallback: fc.string({ unit: 'grapheme', maxLength: 12 }) });

describe('the expression of a token', () => {
  it.each(GOLDEN.map((one) => [one.expression, one] as const))(
    'is %s on both sides',
    (written, { expression: _, ...one }) => {
      expect(expression(one)).toBe(written);
      expect(readToken(written)).toEqual(one);
    },
  );

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(token, (one) => {
        expect(readToken(expression(one))).toEqual(one);
      }),
    );
  });

  it.each(['{{a.b}}', '{{ a }}', "{{ a.b | plural('one') }}", '{{ a.b | default("x") }}', '{% if a.b %}'])(
    'is not taken for %s',
    (source) => {
      expect(readToken(source)).toBeNull();
    },
  );
});

describe('a text', () => {
  const part = fc.oneof(
    fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\r', '')),
    fc.constantFrom('\n', '{% if a.b %}', '{{', '}}', '😀', 'سلام', '  '),
    token.map(expression),
  );

  it('is the same after it was taken apart and put together', () => {
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('');
        expect(textOf(piecesOf(text))).toBe(text);
        expect(textIn(documentOf(text))).toBe(text);
      }),
    );
  });
});
