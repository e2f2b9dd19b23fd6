import { Button, Tooltip } from '@mantine/core';
import { type Icon, IconCloudCheck, IconCloudExclamation, IconCloudOff, IconCloudUpload } from '@tabler/icons-react';
import { useWriter } from '../../i18n/use';
import type { SaveState } from '../autosave';
import { useTexts } from '../texts';
import classes from './Editor.module.css';
import { useScope } from './scope';
import type { Saving } from './useDraft';

const ICONS: Readonly<Record<SaveState, Icon>> = {
  saved: IconCloudCheck,
  unsaved: IconCloudUpload,
  saving: IconCloudUpload,
  offline: IconCloudOff,
  conflict: IconCloudExclamation,
  refused: IconCloudExclamation,
};

/** Whether the server has everything, in words. */
export function SaveMark({ saving }: { readonly saving: Saving }) {
  const t = useTexts();
  const { time } = useWriter();
  const { autosave } = useScope();
  const { state } = saving;
  const Icon = ICONS[state];
  const when = t('save.savedAt', { when: time(saving.savedAt, 'short') });
  const stuck = state === 'offline' || state === 'refused';
  return (
    <>
      <Tooltip
        label={state === 'refused' ? t('save.reason', { reason: saving.reason ?? '' }) : when}
        multiline
        maw={320}
      >
        <span className={classes['save']} data-state={state} role="status">
          <Icon size={16} aria-hidden />
          {t(`save.${state}`)}
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
