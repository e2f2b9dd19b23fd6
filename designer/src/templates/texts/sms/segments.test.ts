import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countSegments, plainLetters, wideLetters } from './segments';

/** The table that the server's counting is held to as well. */
const CASES: readonly { name: string; text: string; alphabet: string; places: number; parts: number }[] = JSON.parse(
  readFileSync('../tests/renderers/segments.json', 'utf-8'),
);

describe('the parts of a text message', () => {
  it.each(CASES.map((one) => [one.name, one] as const))('are counted as the server does: %s', (_, one) => {
    const { alphabet, places, parts } = countSegments(one.text);
    expect({ alphabet, places, parts }).toEqual({ alphabet: one.alphabet, places: one.places, parts: one.parts });
  });

  it('leave so much room', () => {
    expect(countSegments('a'.repeat(150)).left).toBe(10);
    expect(countSegments('a'.repeat(161)).left).toBe(145);
  });
});

describe('characters that force the wide alphabet', () => {
  it('are told apart: signs, accents, and what nothing can stand for', () => {
    expect(wideLetters('«Está» aquí… 🙂 ñ')).toEqual({ signs: ['«', '»', '…'], accents: ['á', 'í'], others: ['🙂'] });
  });

  it('are replaced, but not inside tags', () => {
    const text = "“Hola” {{ a.b | default('“Á”') }} — sí";
    expect(plainLetters(text, false)).toBe('"Hola" {{ a.b | default(\'“Á”\') }} - sí');
    expect(plainLetters(text, true)).toBe('"Hola" {{ a.b | default(\'“Á”\') }} - si');
  });
});
