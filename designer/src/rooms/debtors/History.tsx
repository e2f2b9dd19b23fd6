import { Anchor, Text, ThemeIcon } from '@mantine/core';
import {
  type Icon,
  IconArrowRight,
  IconBolt,
  IconCash,
  IconDoorEnter,
  IconDoorExit,
  IconMail,
  IconPoint,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HistoryEntry } from '../../api/types';
import { useWriter } from '../../i18n/use';
import classes from './History.module.css';

interface Look {
  readonly icon: Icon;
  readonly color: string;
}

const LOOKS: Readonly<Record<string, Look>> = {
  entered: { icon: IconDoorEnter, color: 'var(--cauce-brand)' },
  left: { icon: IconArrowRight, color: 'var(--cauce-letter)' },
  ended: { icon: IconDoorExit, color: 'var(--cauce-letter)' },
  message: { icon: IconMail, color: 'var(--cauce-email)' },
  event: { icon: IconBolt, color: 'var(--cauce-decision)' },
  payment: { icon: IconCash, color: 'var(--cauce-brand)' },
};

const OTHER: Look = { icon: IconPoint, color: 'var(--cauce-letter)' };

/** Everything that happened to a debtor, the latest first. */
export function History({ entries }: { readonly entries: readonly HistoryEntry[] }) {
  const { t } = useTranslation();
  if (entries.length === 0) return <Text c="dimmed">{t('debtors.noHistory')}</Text>;
  return (
    <ol className={classes['history']}>
      {entries.map((entry, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no number of their own, and two may be alike
        <Entry key={`${entry.at} ${entry.kind} ${place}`} entry={entry} />
      ))}
    </ol>
  );
}

function Entry({ entry }: { readonly entry: HistoryEntry }) {
  const { t } = useTranslation();
  const writer = useWriter();
  const { icon: Icon, color } = LOOKS[entry.kind] ?? OTHER;
  const where = [entry.journey, entry.account_ref].filter(Boolean).join(' · ');
  return (
    <li className={classes['entry']}>
      <ThemeIcon size={28} radius={14} color={color} variant="filled" aria-hidden>
        <Icon size={16} stroke={1.8} />
      </ThemeIcon>
      <div className={classes['words']}>
        <Text fw={560}>{writer.text(entry.label)}</Text>
        {entry.detail && <Text size="sm">{writer.text(entry.detail)}</Text>}
        <Text size="sm" c="dimmed">
          <time dateTime={entry.at} className="figures">
            {writer.time(entry.at)}
          </time>
          {where && ` · ${where}`}
        </Text>
        {entry.message_id !== null && (
          <Anchor component={Link} to={`/messages?open=${entry.message_id}`} size="sm">
            {t('debtors.readMessage')}
          </Anchor>
        )}
      </div>
    </li>
  );
}
