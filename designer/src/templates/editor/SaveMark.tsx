import { useNetwork } from '@mantine/hooks';
import { StateMark } from '../../drafts/StateMark';
import { useWriter } from '../../i18n/use';
import { useTemplateTexts } from '../frame/texts';
import type { Saving } from './useTemplateDraft';

interface Props {
  readonly saving: Saving;
  readonly onRetry: () => void;
}

/** The words of the mark, and what they mean for whoever closes the window. */
function useMark({ state, kept, savedAt }: Saving): readonly [string, string] {
  const t = useTemplateTexts();
  const { time } = useWriter();
  const { online } = useNetwork();
  switch (state) {
    case 'offline':
    case 'away':
    case 'expired':
      return [t(`save.${state}`), kept ? t('save.keptHint') : t('save.onlyHint')];
    case 'saved':
      if (!online) return [t('save.lineDown'), t('save.lineDownHint')];
      return [
        t('save.saved'),
        savedAt === null ? t('save.saved') : t('save.savedAt', { when: time(savedAt, 'short') }),
      ];
    case 'conflict':
    case 'taken':
      return [t('save.conflict'), t('save.conflict')];
    default:
      return [t(`save.${state}`), t(`save.${state}`)];
  }
}

/** Whether the server has everything, in words. */
export function SaveMark({ saving, onRetry }: Props) {
  const t = useTemplateTexts();
  const [words, hint] = useMark(saving);
  return <StateMark state={saving.state} words={words} hint={hint} retry={t('save.retry')} onRetry={onRetry} />;
}
