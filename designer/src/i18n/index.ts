import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json';
import es from './es.json';

/** The languages that the studio speaks. Another one is one more file and one more entry here. */
export const LANGUAGES = ['es', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in every language, as the server sends labels, hints and problems. */
export type LocalText = Readonly<Record<Language, string>>;

/** What each namespace of texts holds. A room with its own namespace adds it by declaration merging. */
export interface TextNamespaces {
  studio: typeof es;
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'studio';
    resources: TextNamespaces;
  }
}

const STORED = 'cauce.language';

function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** The language of the last visit, else the browser's, else Spanish. */
export function firstLanguage(): Language {
  const wished = [localStorage.getItem(STORED), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wished.find(isLanguage) ?? 'es';
}

/** Starts the texts; call once, before the first render. */
export function startTexts(language: Language = firstLanguage()): void {
  i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'studio',
    resources: { es: { studio: es }, en: { studio: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  i18next.on('languageChanged', showLanguage);
  showLanguage(language);
}

function showLanguage(language: string): void {
  document.documentElement.lang = language;
}

/** Adds a lazy room's own namespace of texts, when the room is loaded. */
export function addTexts<N extends Exclude<keyof TextNamespaces, 'studio'>>(
  namespace: N,
  texts: Record<Language, TextNamespaces[N]>,
): void {
  for (const language of LANGUAGES) i18next.addResourceBundle(language, namespace, texts[language], true, true);
}

/** The language that the studio speaks now. */
export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'es';
}

/** Changes the language of the studio and remembers it on this device. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem(STORED, language);
  await i18next.changeLanguage(language);
}
