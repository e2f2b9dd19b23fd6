import { expect, it } from 'vitest';
import type { Drawing } from '../../canvas/dialect';
import { drawSocial } from './social';

const WORDS = { choose: { image: '', video: '', document: '' }, byHand: '', lawFills: 'Fill in the kit.' };

function drawn(...social: readonly string[]): HTMLElement {
  const drawing: Drawing = {
    language: 'en',
    filled: (text) => text,
    usual: () => '',
    says: (name) => ({ tiktok: 'TikTok' })[name] ?? '',
    brand: { name: '', logo: '', logoWidth: 0, legal: '', reached: '', social },
    words: WORDS,
  };
  return drawSocial(document.createElement('div'), {}, drawing);
}

it('shows the icons of the networks that the block names, and that of a web page for others', () => {
  const icons = [...drawn('TikTok', 'Mastodon').querySelectorAll('img')];
  expect(icons.map((icon) => [icon.src, icon.alt])).toEqual([
    [expect.stringMatching(/\/tiktok\.png$/), 'TikTok'],
    [expect.stringMatching(/\/web\.png$/), 'Mastodon'],
  ]);
});

it('says what is missing where the brand has no page', () => {
  expect(drawn().textContent).toBe('Fill in the kit.');
});
