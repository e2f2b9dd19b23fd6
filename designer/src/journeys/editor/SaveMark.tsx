import { Button, Tooltip } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { type Icon, IconCloudCheck, IconCloudExclamation, IconCloudOff, IconCloudUpload } from '@tabler/icons-react';
import { useWriter } from '../../i18n/use';
import type { Away, SaveState } from '../autosave';
import { useDraftTexts } from '../past/texts';
import { useTexts } from '../texts';
import classes from './Editor.module.css';
import { useScope } from './scope';
import type { Saving } from './useDraft';

const ICONS: Readonly<Record<SaveState, Icon>> = {
  saved: IconCloudCheck,
  unsaved: IconCloudUpload,
  saving: IconCloudUpload,
  offline: IconCloudOff,
  away: IconCloudOff,
  expired: IconCloudExclamation,
  taken: IconCloudExclamation,
  conflict: IconCloudExclamation,
  refused: IconCloudExclamation,
};

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
  const { state } = saving;
  const [words, hint] = useWords(saving, taker);
  const Icon = ICONS[state];
  const stuck = state === 'offline' || state === 'away' || state === 'refused';
  return (
    <>
      <Tooltip label={hint} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its hint opens on focus, for who uses no mouse */}
        <span className={classes['save']} data-state={state} role="status" tabIndex={0}>
          <Icon size={16} aria-hidden />
          {words}
        </span>
      </Tooltip>
      {stuck && (
        <Button variant="subtle" size="compact-sm" onClick={() => void autosave()?.flush()}>
          {t('save.retry')}
        </Button>
      )}
    </>
  );
}
