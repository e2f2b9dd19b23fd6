import { Collapse, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunRow } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Card } from '../../parts/Card';
import { Explanation } from './Explanation';
import { RunBadge } from './RunBadge';
import classes from './Runs.module.css';

/** The journeys that this debtor is or was on; each opens into why they are there and what comes next. */
export function Runs({ runs }: { readonly runs: readonly RunRow[] }) {
  const { t } = useTranslation();
  const [first] = runs;
  const opened = first?.state === 'active' ? first.id : null;
  return (
    <Card title={t('runs.title')}>
      {runs.length === 0 ? (
        <Text c="dimmed">{t('runs.none')}</Text>
      ) : (
        <ul className={classes['runs']}>
          {runs.map((run) => (
            <Run key={run.id} run={run} startsOpen={run.id === opened} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Run({ run, startsOpen }: { readonly run: RunRow; readonly startsOpen: boolean }) {
  const writer = useWriter();
  const [open, setOpen] = useState(startsOpen);
  const id = useId();
  const step = run.state === 'active' ? run.node_label : run.end_reason;
  return (
    <li className={classes['run']}>
      <UnstyledButton
        className={classes['head']}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen((before) => !before)}
      >
        <span className={classes['what']}>
          <Text span fw={560} display="block">
            {run.journey.name}
          </Text>
          <Text span size="sm" c="dimmed" display="block">
            {[run.account_ref, step && writer.text(step)].filter(Boolean).join(' · ')}
          </Text>
        </span>
        <RunBadge run={run} />
        <IconChevronDown size={18} className={classes['chevron']} data-open={open} aria-hidden />
      </UnstyledButton>
      <Collapse expanded={open} id={id}>
        {open && <Explanation id={run.id} />}
      </Collapse>
    </li>
  );
}
