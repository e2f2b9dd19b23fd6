import { Button, Group, Stack, Text } from '@mantine/core';
import {
  type Icon,
  IconAlertTriangle,
  IconCalendarTime,
  IconCircleCheck,
  IconCircleX,
  IconCoins,
  IconGauge,
  IconGitBranch,
  IconMail,
  IconUserQuestion,
  IconUsers,
} from '@tabler/icons-react';
import type { Impact, Outlook } from '../../api/types';
import { useWriter } from '../../i18n/use';
import type { Problem } from '../problems';
import { useTexts, useWords } from '../texts';
import type { KnownLacks } from './lackRows';
import { type CheckRow, checkRows, type RowKey, type Tone } from './rows';

interface Props {
  readonly problems: readonly Problem[];
  readonly outlook: Outlook | null | undefined;
  /** What publishing means for people; null while it is not known. */
  readonly impact: Impact | null;
  readonly lacks: KnownLacks | null;
  readonly version: number;
  readonly onShow: (what: NonNullable<CheckRow['shows']>) => void;
}

const ICONS: Readonly<Record<RowKey, Icon>> = {
  problems: IconCircleCheck,
  warnings: IconAlertTriangle,
  lacks: IconUserQuestion,
  audience: IconUsers,
  first: IconCalendarTime,
  messages: IconMail,
  cost: IconCoins,
  most: IconGauge,
  version: IconGitBranch,
};

const COLORS: Readonly<Record<Tone, string>> = {
  good: 'var(--cauce-brand)',
  look: 'var(--cauce-decision)',
  bad: 'var(--cauce-error)',
  plain: 'var(--cauce-muted)',
};

function Row({ row, onShow }: { readonly row: CheckRow; readonly onShow: Props['onShow'] }) {
  const t = useTexts();
  const Icon = row.tone === 'bad' ? IconCircleX : ICONS[row.key];
  const { shows } = row;
  return (
    <Group component="li" gap="sm" wrap="nowrap" align="flex-start" mih={28}>
      <Icon size={20} color={COLORS[row.tone]} style={{ flex: 'none', marginTop: 1 }} aria-hidden />
      <div>
        <Text className="figures">{row.text}</Text>
        {row.more && (
          <Text size="sm" c="dimmed" className="figures">
            {row.more}
          </Text>
        )}
      </div>
      {shows && (
        <Button variant="subtle" size="compact-sm" flex="none" onClick={() => onShow(shows)}>
          {t('publish.see')}
        </Button>
      )}
    </Group>
  );
}

/** What to know before publishing: problems, who comes in, what they get and when, what it costs, which version it is. */
export function Checklist({ problems, outlook, impact, lacks, version, onShow }: Props) {
  const t = useTexts();
  const words = useWords();
  const writer = useWriter();
  const rows = checkRows({ problems, outlook, impact, lacks, version }, words, writer);
  return (
    <Stack component="ul" gap={6} m={0} p={0} aria-label={t('publish.checklist')} style={{ listStyle: 'none' }}>
      {rows.map((row) => (
        <Row key={row.text} row={row} onShow={onShow} />
      ))}
    </Stack>
  );
}
