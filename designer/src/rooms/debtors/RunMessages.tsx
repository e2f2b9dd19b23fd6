import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { useMeta } from '../../api/meta';
import type { RunExplanation } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { StateBadge } from '../messages/StateBadge';
import classes from './Runs.module.css';

/** The messages of one run, the latest first, each with what is the matter with it. */
export function RunMessages({ messages }: { readonly messages: RunExplanation['messages'] }) {
  const writer = useWriter();
  const { data: meta } = useMeta();
  const nameOf = (key: string) => {
    const template = meta?.templates.find((known) => known.key === key);
    return template ? writer.text(template.name) : key;
  };
  return (
    <ul className={classes['messages']}>
      {messages.map((message) => (
        <li key={message.id}>
          <span>
            <Anchor component={Link} to={`/messages?open=${message.id}`}>
              {nameOf(message.template)}
            </Anchor>
            {message.why && <span className={classes['muted']}> {writer.text(message.why)}</span>}
          </span>
          <span className={classes['side']}>
            <StateBadge state={message.state} />
            <time dateTime={message.due_at} className={`figures ${classes['muted']}`}>
              {writer.time(message.due_at, 'short')}
            </time>
          </span>
        </li>
      ))}
    </ul>
  );
}
