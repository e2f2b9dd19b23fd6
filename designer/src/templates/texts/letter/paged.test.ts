import { expect, it } from 'vitest';
import { SHEETS } from './content';
import { onPaper, pagedDocument } from './paged';

const LETTER = '<!doctype html><html><head><title>x</title></head><body><div class="window"></div></body></html>';

it('puts a letter on pages and on paper without touching what it says', () => {
  const paged = pagedDocument(LETTER, SHEETS.din);
  expect(paged).toContain('column-width: 165mm');
  expect(paged).toContain('height: 259mm');
  expect(onPaper(LETTER)).toContain('margin: 20mm 20mm 18mm 25mm !important');
  for (const made of [paged, onPaper(LETTER)]) {
    const document = new DOMParser().parseFromString(made, 'text/html');
    expect(document.body.innerHTML).toBe('<div class="window"></div>');
  }
});
