import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunRow } from '../../api/types';

/** Whether a debtor goes on in a journey, cannot for now, or has ended. */
export function RunBadge({ run }: { readonly run: Pick<RunRow, 'state' | 'blocked'> }) {
  const { t } = useTranslation();
  const look =
    run.state === 'ended'
      ? ({ color: 'gray', c: 'var(--cauce-ink)', word: 'ended' } as const)
      : run.blocked
        ? ({ color: 'yellow', c: 'var(--cauce-warn)', word: 'blocked' } as const)
        : ({ color: 'brand', c: 'var(--cauce-brand-deep)', word: 'active' } as const);
  return (
    <Badge variant="light" color={look.color} c={look.c} tt="none" fw={560}>
      {t(`runs.state.${look.word}`)}
    </Badge>
  );
}
