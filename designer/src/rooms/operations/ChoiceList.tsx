import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './ChoiceList.module.css';
import { useTexts } from './texts';
import type { Chosen } from './useChosen';

interface Props {
  readonly chosen: Chosen;
  /** Names of the columns, seen on a wide screen. */
  readonly columns: readonly string[];
  readonly choosable: boolean;
  readonly children: ReactNode;
}

/** Rows that can be chosen, one or all; on a phone each row is a card. */
export function ChoiceList({ chosen, columns, choosable, children }: Props) {
  const t = useTexts();
  return (
    <div className={classes['list']} data-choosable={choosable}>
      <div className={classes['head']}>
        {choosable ? (
          <Checkbox
            aria-label={t('chooseAll')}
            checked={chosen.all}
            indeterminate={!chosen.all && chosen.ids.length > 0}
            onChange={chosen.toggleAll}
          />
        ) : (
          <span />
        )}
        {columns.map((column) => (
          <span key={column} className={classes['column']}>
            {column}
          </span>
        ))}
        {choosable && <span className={classes['allOnPhone']}>{t('chooseAll')}</span>}
      </div>
      <ul className={classes['rows']}>{children}</ul>
    </div>
  );
}

interface RowProps {
  readonly id: number;
  readonly label: string;
  readonly chosen: Chosen;
  readonly choosable: boolean;
  readonly children: ReactNode;
}

export function ChoiceRow({ id, label, chosen, choosable, children }: RowProps) {
  return (
    <li className={classes['row']} data-chosen={chosen.has(id)}>
      {choosable ? (
        <Checkbox aria-label={label} checked={chosen.has(id)} onChange={() => chosen.toggle(id)} />
      ) : (
        <span />
      )}
      {children}
    </li>
  );
}
