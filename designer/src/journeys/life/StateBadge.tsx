import { Badge } from '@mantine/core';
import type { JourneySummary } from '../../api/types';
import { useListTexts } from '../list/texts';

interface Props {
  readonly state: JourneySummary['state'];
  readonly version: number | null;
}

/** A badge's colours; each pair keeps 4.5 to 1. */
const LOOKS = {
  draft: { variant: 'default', color: 'gray', c: 'var(--cauce-muted)' },
  live: { variant: 'light', color: 'brand', c: 'var(--cauce-brand-deep)' },
  paused: { variant: 'light', color: 'yellow', c: 'var(--cauce-warn)' },
  stopping: { variant: 'light', color: 'red', c: 'var(--cauce-error-deep)' },
  stopped: { variant: 'light', color: 'gray', c: 'var(--cauce-ink)' },
  archived: { variant: 'default', color: 'gray', c: 'var(--cauce-muted)' },
} as const;

/** How a journey stands, in a word; of a live one also which version. */
export function StateBadge({ state, version }: Props) {
  const t = useListTexts();
  return (
    <Badge {...LOOKS[state]} tt="none" fw={560}>
      {state === 'live' ? t('live', { version: version ?? '' }) : t(`life.state.${state}`)}
    </Badge>
  );
}
