import { cleanup, configure } from '@testing-library/react';
import i18next from 'i18next';
import { afterEach, beforeEach, vi } from 'vitest';
import { sessionStore } from '../session/store';
import { startStudioTexts } from './roomTexts';

// jsdom has none of these; Mantine asks for them.
globalThis.matchMedia ??= (query: string) => ({
  matches: false,
  media: query,
  onchange: null,
  addListener: () => undefined,
  removeListener: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  dispatchEvent: () => false,
});
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
if (!('fonts' in document)) Object.defineProperty(document, 'fonts', { value: new EventTarget() });
Element.prototype.scrollIntoView ??= () => undefined;
globalThis.scrollTo = () => undefined;
// Intl writes dates for the reader's zone: the tests read them in one zone on every machine.
process.env['TZ'] = 'UTC';

startStudioTexts('en');
configure({ asyncUtilTimeout: 5_000 });

beforeEach(async () => {
  localStorage.clear();
  sessionStore.getState().leave();
  sessionStore.setState({ status: 'unknown' });
  await i18next.changeLanguage('en');
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
