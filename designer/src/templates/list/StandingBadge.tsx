import { Badge } from '@mantine/core';
import { useTemplateTexts } from '../frame/texts';
import type { Standing } from './filter';

const LOOKS = {
  draft: { color: 'gray', variant: 'light', c: 'var(--cauce-ink)' },
  changed: { color: 'yellow', variant: 'light', c: 'var(--cauce-warn)' },
  published: { color: 'brand', variant: 'light', c: 'var(--cauce-brand-deep)' },
  finished: { color: 'gray', variant: 'outline', c: 'var(--cauce-muted)' },
  archived: { color: 'gray', variant: 'outline', c: 'var(--cauce-muted)' },
} as const;

interface Props {
  readonly standing: Standing;
  readonly version: number | null;
}

/** How a template stands, in a word. */
export function StandingBadge({ standing, version }: Props) {
  const t = useTemplateTexts();
  return (
    <Badge size="sm" tt="none" fw={560} {...LOOKS[standing]}>
      {t(`standing.${standing}`, { number: version ?? 0 })}
    </Badge>
  );
}
