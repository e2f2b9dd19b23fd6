import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunExplanation } from '../../api/types';
import { useWriter } from '../../i18n/use';
import classes from './Runs.module.css';

const FIRST = 6;

/** The steps that were left behind, the latest first. */
export function Trail({ moves }: { readonly moves: RunExplanation['trail'] }) {
  const { t } = useTranslation();
  const writer = useWriter();
  const [all, setAll] = useState(false);
  const shown = all ? moves : moves.slice(0, FIRST);
  return (
    <>
      <ol className={classes['trail']}>
        {shown.map((move) => (
          <li key={`${move.at} ${move.node}`}>
            <span>
              {writer.text(move.label)}
              {move.port_label && <span className={classes['muted']}> → {writer.text(move.port_label)}</span>}
            </span>
            <time dateTime={move.at} className={`figures ${classes['muted']}`}>
              {writer.time(move.at, 'short')}
            </time>
          </li>
        ))}
      </ol>
      {moves.length > shown.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
          {t('runs.allSteps', { count: moves.length })}
        </Button>
      )}
    </>
  );
}
