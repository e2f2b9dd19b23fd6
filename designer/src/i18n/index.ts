import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type es from './es.json';

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

/** Starts with the texts of the studio itself, in at least this language. */
export function startTexts(language: Language, studio: Partial<Record<Language, object>>): void {
  i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'studio',
    resources: Object.fromEntries(Object.entries(studio).map(([name, texts]) => [name, { studio: texts }])),
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

type TextFiles = Record<Language, () => Promise<{ readonly default: object }>>;

const brought = new Map<keyof TextNamespaces, TextFiles>();

/** Fetches the texts of the studio itself, and starts; to be awaited before the first render. */
export async function bringStudioTexts(): Promise<void> {
  const language = firstLanguage();
  const files = { es: () => import('./es.json'), en: () => import('./en.json') };
  brought.set('studio', files);
  startTexts(language, { [language]: (await files[language]()).default });
}

/** Fetches a room's own namespace of texts in the language of the studio; in another one when that is chosen. */
export async function bringTexts(namespace: Exclude<keyof TextNamespaces, 'studio'>, files: TextFiles): Promise<void> {
  brought.set(namespace, files);
  await fetchTexts(namespace, files, currentLanguage());
}

async function fetchTexts(namespace: string, files: TextFiles, language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, namespace)) {
    i18next.addResourceBundle(language, namespace, (await files[language]()).default, true, true);
  }
}

/** The language that the studio speaks now. */
export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'es';
}

/** Changes the language of the studio and remembers it on this device. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem(STORED, language);
  for (let count = 0; count < brought.size; ) {
    count = brought.size; // a room that is opened meanwhile still brings its texts in the language of before
    await Promise.all([...brought].map(([namespace, files]) => fetchTexts(namespace, files, language)));
  }
  await i18next.changeLanguage(language);
}
