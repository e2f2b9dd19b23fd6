import { Button, Collapse, Text } from '@mantine/core';
import { useState } from 'react';
import type { RehearsalLetter } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { MailBody } from '../../parts/MailBody';
import { useWalkTexts } from './texts';
import classes from './Walk.module.css';

const CHANNELS = ['email', 'sms', 'whatsapp', 'voice', 'letter'] as const;

function isKnown(channel: string): channel is (typeof CHANNELS)[number] {
  return CHANNELS.some((known) => known === channel);
}

interface Props {
  readonly letter: RehearsalLetter;
  readonly when: (moment: string) => string;
}

/** One message as this person would get it, and what the contact rules say of it. */
export function Message({ letter, when }: Props) {
  const t = useWalkTexts();
  const writer = useWriter();
  const [open, setOpen] = useState(false);
  const { channel, subject, to, html, text, parts, rules, why, due_at: due } = letter;
  const empty = html === null && text === null;
  return (
    <div className={classes['message']} data-channel={channel}>
      <Text size="sm" fw={560}>
        {isKnown(channel) ? t(`channel.${channel}`) : channel}
        {subject !== '' && `: ${subject}`}
      </Text>
      {to !== '' && (
        <Text size="sm" c="dimmed" className={classes['to'] ?? ''}>
          {t('message.to', { to })}
          {parts !== null && ` · ${t('message.parts', { count: parts })}`}
        </Text>
      )}
      {rules && (
        <Text size="sm">
          <b>{t('message.rules')}:</b> {writer.text(rules)} {due && t('message.until', { when: when(due) })}
        </Text>
      )}
      {empty && <Text size="sm">{why ? writer.text(why) : t('message.unfinished')}</Text>}
      {!empty && (
        <Button variant="subtle" size="compact-sm" ml={-8} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'message.hide' : 'message.see')}
        </Button>
      )}
      <Collapse expanded={open}>
        {html === null ? (
          <pre className={classes['text']}>{text}</pre>
        ) : (
          <MailBody html={html} text={text} title={t('message.title', { subject })} />
        )}
      </Collapse>
    </div>
  );
}
