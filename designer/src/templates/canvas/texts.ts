import { useTranslation } from 'react-i18next';
import { bringTexts } from '../../i18n';
import type es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    canvas: typeof es;
  }
}

/** Fetches the texts of the canvas; to be awaited before a designer is drawn. */
export const bringCanvasTexts = () =>
  bringTexts('canvas', { es: () => import('./texts/es.json'), en: () => import('./texts/en.json') });

/** The texts of the canvas by key. */
export function useCanvasTexts() {
  return useTranslation('canvas').t;
}
