import { useTranslation } from 'react-i18next';
import { addTexts } from '../../i18n';
import en from './texts/en.json';
import es from './texts/es.json';

declare module '../../i18n' {
  interface TextNamespaces {
    gallery: typeof es;
  }
}

/** Gives the studio the texts of the gallery and of the guide; call it when the room is loaded. */
export function addGalleryTexts(): void {
  addTexts('gallery', { es, en: en as unknown as typeof es });
}

/** The texts of the gallery by key. */
export function useGalleryTexts() {
  return useTranslation('gallery').t;
}
