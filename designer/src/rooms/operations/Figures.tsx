import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Operations } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Card } from '../../parts/Card';
import classes from './Operations.module.css';
import { useTexts } from './texts';

/** The server counts no further than this. */
const COUNTED_TO = 100_000;

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly note?: string;
  /** Where the people or messages behind the figure are listed. */
  readonly to?: string;
}

/** Where people stand over all journeys. */
export function PeopleFigures({ steps }: { readonly steps: Operations['steps'] }) {
  const t = useTexts();
  const late = useLateness(steps.oldest_due_seconds);
  return (
    <Card title={t('people.title')}>
      <Grid
        figures={[
          { name: t('people.due'), value: steps.due, note: late },
          { name: t('people.waiting'), value: steps.waiting },
          { name: t('people.listening'), value: steps.listening },
          { name: t('people.held'), value: steps.held },
          { name: t('people.failed'), value: steps.failed, to: '?tab=steps' },
        ]}
      />
    </Card>
  );
}

/** Where messages stand that are not sent. */
export function MessageFigures({ messages }: { readonly messages: Operations['messages'] }) {
  const t = useTexts();
  const late = useLateness(messages.oldest_queued_seconds);
  return (
    <Card title={t('outbox.title')}>
      <Grid
        figures={[
          { name: t('outbox.due'), value: messages.due, note: late },
          { name: t('outbox.later'), value: Math.max(0, messages.queued - messages.due) },
          { name: t('outbox.sending'), value: messages.sending },
          { name: t('outbox.paused'), value: messages.paused },
          { name: t('outbox.held'), value: messages.held, to: '?tab=messages&state=held' },
          { name: t('outbox.unknown'), value: messages.unknown, to: '?tab=messages&state=unknown' },
        ]}
      />
    </Card>
  );
}

const WORTH_SAYING_S = 5;

/** For how long the first of them has waited; nothing while it is a matter of seconds. */
function useLateness(seconds: number | null): string {
  const t = useTexts();
  const writer = useWriter();
  return seconds === null || seconds < WORTH_SAYING_S ? '' : t('oldest', { time: writer.span(seconds) });
}

function Grid({ figures }: { readonly figures: readonly Figure[] }) {
  const t = useTexts();
  const writer = useWriter();
  const shown = (value: number): ReactNode => {
    return value >= COUNTED_TO ? t('orMore', { count: writer.number(COUNTED_TO) }) : writer.number(value);
  };
  return (
    <dl className={classes['figures']}>
      {figures.map(({ name, value, note, to }) => (
        <div key={name} className={classes['figure']} data-zero={value === 0}>
          <dt>{name}</dt>
          <dd className="figures">{to && value > 0 ? <Link to={to}>{shown(value)}</Link> : shown(value)}</dd>
          {note && <dd className={classes['note']}>{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
