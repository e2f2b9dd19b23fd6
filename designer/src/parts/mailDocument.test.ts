import { describe, expect, it } from 'vitest';
import { mailDocument } from './mailDocument';

describe('a mail in its frame', () => {
  it.each([
    ['a whole document', '<!doctype html><html><head lang="es"><title>Hi</title></head><body>x</body></html>'],
    ['a document without a head', '<!doctype html><html lang="es"><body>x</body></html>'],
    ['a fragment', '<p>x</p>'],
  ])('opens the links of %s in a tab of their own and keeps its doctype first', (_, html) => {
    const page = new DOMParser().parseFromString(mailDocument(html), 'text/html');
    expect(page.querySelector('head > base')?.getAttribute('target')).toBe('_blank');
    expect(page.compatMode).toBe('CSS1Compat');
    expect(page.body.textContent).toContain('x');
  });
});
