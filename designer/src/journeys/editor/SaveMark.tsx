import { useNetwork } from '@mantine/hooks';
import type { Away, SaveState } from '../../drafts/autosave';
import { StateMark } from '../../drafts/StateMark';
import { useWriter } from '../../i18n/use';
import { useDraftTexts } from '../past/texts';
import { useTexts } from '../texts';
import { useScope } from './scope';
import type { Saving } from './useDraft';

function isAway(state: SaveState): state is Away {
  return state === 'offline' || state === 'away' || state === 'expired';
}

/** The words of the mark, and what they mean for whoever closes the window. */
function useWords({ state, kept, reason, savedAt }: Saving, taker: string | null): readonly [string, string] {
  const t = useTexts();
  const d = useDraftTexts();
  const { time } = useWriter();
  const { online } = useNetwork();
  if (isAway(state)) {
    return [d(`save.${state}${kept ? '' : 'Only'}`), kept ? d('save.keptHint') : d('save.onlyHint')];
  }
  if (state === 'taken') {
    return [d('save.taken', { who: taker ?? d('presence.somebody') }), kept ? d('save.keptHint') : d('save.onlyHint')];
  }
  if (state === 'saved' && !online) {
    return [d('save.lineDown'), d('save.lineDownHint')];
  }
  const when = t('save.savedAt', { when: time(savedAt, 'short') });
  return [t(`save.${state}`), state === 'refused' ? t('save.reason', { reason: reason ?? '' }) : when];
}

/** Whether the server has everything, in words. */
export function SaveMark({ saving, taker }: { readonly saving: Saving; readonly taker: string | null }) {
  const t = useTexts();
  const { autosave } = useScope();
  const [words, hint] = useWords(saving, taker);
  const retry = () => void autosave()?.flush();
  return <StateMark state={saving.state} words={words} hint={hint} retry={t('save.retry')} onRetry={retry} />;
}
