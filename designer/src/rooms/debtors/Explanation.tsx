import { Anchor, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, take } from '../../api/client';
import type { RunExplanation } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { Waiting } from '../../parts/Waiting';
import { RunMessages } from './RunMessages';
import classes from './Runs.module.css';
import { Trail } from './Trail';

const ASK_AGAIN_MS = 10_000;

/** One run in four answers: why here, what next, when, and what is in the way; then the way they came. */
export function Explanation({ id }: { readonly id: number }) {
  const run = useQuery({
    queryKey: ['runs', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/runs/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ASK_AGAIN_MS,
  });
  return (
    <Answer query={run} waiting={<Waiting rows={3} height={32} />}>
      {(found) => <Answers run={found} />}
    </Answer>
  );
}

function Answers({ run }: { readonly run: RunExplanation }) {
  const { t } = useTranslation();
  const writer = useWriter();
  return (
    <div className={classes['answers']}>
      {run.state === 'ended' ? <Ended run={run} /> : <Active run={run} />}
      {run.messages.length > 0 && (
        <Part title={t('runs.messages')}>
          <RunMessages messages={run.messages} />
        </Part>
      )}
      {run.trail.length > 0 && (
        <Part title={t('runs.trail')}>
          <Trail moves={run.trail} />
        </Part>
      )}
      <Text size="sm" c="dimmed">
        <Anchor component={Link} to={`/journeys/${run.journey.id}`} size="sm" underline="always">
          {t('runs.toJourney', { name: run.journey.name })}
        </Anchor>
        {` · ${t('runs.entered', { version: run.version, when: writer.time(run.entered_at) })}`}
      </Text>
    </div>
  );
}

function Ended({ run }: { readonly run: RunExplanation }) {
  const { t } = useTranslation();
  const writer = useWriter();
  return (
    <Part title={t('runs.whyEnded')}>
      {run.end_reason && <p>{writer.text(run.end_reason)}</p>}
      {run.ended_at && <p className={classes['muted']}>{writer.time(run.ended_at)}</p>}
    </Part>
  );
}

function Active({ run }: { readonly run: RunExplanation }) {
  const { t } = useTranslation();
  const writer = useWriter();
  const nothing = <p className={classes['muted']}>{t('runs.nothingStops')}</p>;
  return (
    <>
      <Part title={t('runs.why')}>
        {run.node && (
          <p>
            <b>{writer.text(run.node.sentence) || writer.text(run.node.label)}</b>
          </p>
        )}
        {run.why.map((why) => (
          <p key={why.en}>{writer.text(why)}</p>
        ))}
        {run.since && <p className={classes['muted']}>{t('runs.since', { when: writer.time(run.since) })}</p>}
      </Part>
      <Part title={t('runs.next')}>
        {run.next.length === 0 && <p className={classes['muted']}>{t('runs.nothingNext')}</p>}
        <ul>
          {run.next.map((next) => (
            <li key={`${next.when} ${next.text.en}`}>{writer.text(next.text)}</li>
          ))}
        </ul>
      </Part>
      <Part title={t('runs.when')}>
        <When run={run} />
      </Part>
      <Part title={t('runs.stops')}>{run.blocks.length === 0 ? nothing : <Blocks blocks={run.blocks} />}</Part>
    </>
  );
}

function When({ run }: { readonly run: RunExplanation }) {
  const { t } = useTranslation();
  const writer = useWriter();
  const events = run.waits_for.map((event) => writer.text(event));
  return (
    <>
      {run.due_at && <p className="figures">{writer.time(run.due_at)}</p>}
      {events.length > 0 && <p>{t(run.due_at ? 'runs.orWhen' : 'runs.onlyWhen', { events: writer.list(events) })}</p>}
      {!run.due_at && events.length === 0 && <p className={classes['muted']}>{t('runs.noDate')}</p>}
    </>
  );
}

function Blocks({ blocks }: { readonly blocks: RunExplanation['blocks'] }) {
  const { t } = useTranslation();
  const writer = useWriter();
  return (
    <ul className={classes['blocks']}>
      {blocks.map((block) => (
        <li key={`${block.code} ${block.text.en}`}>
          <IconAlertTriangle size={18} aria-hidden />
          <span>
            {writer.text(block.text)}
            {block.until && ` ${t('runs.until', { when: writer.time(block.until) })}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes['part']}>
      <h3>{title}</h3>
      <div>{children}</div>
    </section>
  );
}
