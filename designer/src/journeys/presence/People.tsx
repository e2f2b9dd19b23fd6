import { Avatar, Tooltip } from '@mantine/core';
import type { SittingState } from '../../api/types';
import { useDraftTexts } from '../past/texts';
import classes from './Presence.module.css';

const MOST = 4;

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.charAt(0) ?? '').join('');
}

/** Who else has the journey open, by their initials; whoever edits it wears a ring. */
export function People({ state }: { readonly state: SittingState | null }) {
  const t = useDraftTexts();
  const others = (state?.present ?? []).filter((one) => !one.here);
  if (others.length === 0) {
    return null;
  }
  const said = (one: (typeof others)[number]) => {
    if (one.you) {
      return one.editing ? t('presence.youEdit') : t('presence.youOpen');
    }
    const who = one.name;
    return one.editing ? t('presence.editsNow', { who }) : t('presence.openBy', { who });
  };
  return (
    <ul className={classes['people']} aria-label={t('presence.open')}>
      {others.slice(0, MOST).map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tabs have no name here, and stand in the order in which they came
        <li key={index}>
          <Tooltip label={said(one)}>
            <Avatar
              size={28}
              radius="xl"
              color="brand"
              variant={one.editing ? 'filled' : 'light'}
              className={classes['person'] ?? ''}
              data-editing={one.editing}
              tabIndex={0}
              role="img"
              aria-label={said(one)}
            >
              {initials(one.name)}
            </Avatar>
          </Tooltip>
        </li>
      ))}
      {others.length > MOST && <li className={classes['more']}>+{others.length - MOST}</li>}
    </ul>
  );
}
