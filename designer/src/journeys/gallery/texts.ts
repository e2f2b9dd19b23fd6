import { useTranslation } from 'react-i18next';
import { bringTexts } from '../../i18n';
import type es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    gallery: typeof es;
  }
}

/** Fetches the texts of the gallery and of the guide; to be awaited before they are drawn. */
export const bringGalleryTexts = () =>
  bringTexts('gallery', { es: () => import('./texts/es.json'), en: () => import('./texts/en.json') });

/** The texts of the gallery by key. */
export function useGalleryTexts() {
  return useTranslation('gallery').t;
}
