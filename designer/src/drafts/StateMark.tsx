import { Button, Tooltip } from '@mantine/core';
import { type Icon, IconCloudCheck, IconCloudExclamation, IconCloudOff, IconCloudUpload } from '@tabler/icons-react';
import type { SaveState } from './autosave';
import classes from './Desk.module.css';

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

interface Props {
  readonly state: SaveState;
  readonly words: string;
  /** What that means for whoever closes the window. */
  readonly hint: string;
  /** The words of the button that tries again. */
  readonly retry: string;
  readonly onRetry: () => void;
}

/** Whether the server has everything, in words. */
export function StateMark({ state, words, hint, retry, onRetry }: Props) {
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
        <Button variant="subtle" size="compact-sm" onClick={onRetry}>
          {retry}
        </Button>
      )}
    </>
  );
}
