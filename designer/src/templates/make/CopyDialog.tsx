import i18next from 'i18next';
import type { LocalText } from '../../i18n';
import { useTemplateTexts } from '../frame/texts';
import { MakeDialog } from './MakeDialog';

interface Props {
  readonly source: {
    readonly key: string;
    readonly channel: string;
    readonly name: LocalText;
    readonly own: boolean;
  };
  readonly onClose: () => void;
}

/** A finished template keeps its name as one's own; a copy of one's own says that it is one. */
function suggestedFor({ name, own }: Props['source']): LocalText {
  if (!own) return name;
  const copy = (language: 'es' | 'en') =>
    i18next.getFixedT(language, 'templates')('make.copyOf', { name: name[language] });
  return { es: copy('es'), en: copy('en') };
}

/** Makes a template of one's own out of any other. */
export function CopyDialog({ source, onClose }: Props) {
  const t = useTemplateTexts();
  return (
    <MakeDialog
      title={source.own ? t('make.copyTitle') : t('make.baseTitle')}
      text={source.own ? t('make.copyText') : t('make.baseText')}
      suggested={suggestedFor(source)}
      wishFor={() => ({ channel: source.channel, from: source.key })}
      asksLanguage={false}
      onClose={onClose}
    />
  );
}
