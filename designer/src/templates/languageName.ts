import { useWriter } from '../i18n/use';

/** The name of a language in the reader's own, with a capital: Spanish, English. */
export function useLanguageName(): (language: string) => string {
  const { language: spoken } = useWriter();
  const names = new Intl.DisplayNames([spoken], { type: 'language' });
  return (language) => {
    const name = names.of(language) ?? language;
    return name.charAt(0).toLocaleUpperCase(spoken) + name.slice(1);
  };
}
