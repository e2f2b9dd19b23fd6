import { describe, expect, it } from 'vitest';
import { createPieces } from './pieces';

const settled = () => new Promise((done) => setTimeout(done));

function heard() {
  const asked: string[][] = [];
  const pieces = createPieces(async (language, widgets) => {
    asked.push(widgets.map(({ tag }) => `${language} ${tag}`));
    return widgets.map(({ tag, attributes }) => `<i>${tag} ${attributes['text'] ?? ''}</i>`);
  });
  return { asked, pieces };
}

const one = (tag: string, attributes: Readonly<Record<string, string>> = {}) => ({ tag, attributes, language: 'es' });

describe('pieces', () => {
  it('asks once for what is drawn at once, and never again for what is known', async () => {
    const { asked, pieces } = heard();
    const [first, second, third] = [0, 1, 2].map(() => document.createElement('div'));
    if (!first || !second || !third) throw new Error('no elements');
    pieces.show(first, one('p-pay'));
    pieces.show(second, one('p-pay'));
    pieces.show(third, one('p-owed'));
    await settled();
    expect(asked).toEqual([['es p-pay', 'es p-owed']]);
    expect([first, second, third].map((element) => element.textContent)).toEqual(['p-pay ', 'p-pay ', 'p-owed ']);
    pieces.show(third, one('p-pay'));
    expect(third.textContent).toBe('p-pay ');
    expect(asked).toHaveLength(1);
  });

  it('shows the last of what was asked for an element', async () => {
    const { pieces } = heard();
    const element = document.createElement('div');
    pieces.show(element, one('p-heading', { text: 'before' }));
    pieces.show(element, one('p-heading', { text: 'after' }));
    await settled();
    expect(element.textContent).toBe('p-heading after');
  });

  it('leaves what stood there when the server does not answer', async () => {
    const pieces = createPieces(() => Promise.reject(new Error('away')));
    const element = document.createElement('div');
    element.textContent = 'old';
    pieces.show(element, one('p-pay'));
    await settled();
    expect(element.textContent).toBe('old');
  });
});
