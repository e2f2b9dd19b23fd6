import { piecesOf } from '../tokens/expression';
import { sampleOf, type Tokens } from '../tokens/tokens';
import { spoken } from './props';

/** A text as a person of the sample would get it; tags written by hand are left out, as nobody can run them here. */
export function sampleText(text: string, tokens: Tokens, language: string): string {
  return written(text, (piece) => sampleOf(piece, tokens, spoken(language)));
}

const LONG: Readonly<Record<string, number>> = { text: 40, money: 16, number: 7, date: 24, boolean: 5 };

/** The same with values as long as they come: to know how many parts a text may take. */
export function longestText(text: string, tokens: Tokens, language: string): string {
  return written(text, (piece) => {
    const sample = sampleOf(piece, tokens, spoken(language));
    const info = tokens.byName.get(piece.token);
    const length = info?.scope === 'link' ? sample.length : (LONG[info?.type ?? 'text'] ?? 0);
    return sample.length >= length ? sample : sample + 'x'.repeat(length - sample.length);
  });
}

type Say = (token: Parameters<typeof sampleOf>[0]) => string;

function written(text: string, say: Say): string {
  return piecesOf(text)
    .map((piece) => {
      if (piece.kind === 'words') return piece.words;
      return piece.kind === 'token' ? say(piece.token) : '';
    })
    .join('')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .trim();
}
