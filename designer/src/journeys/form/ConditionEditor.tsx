import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { asGroup, fromGroup, newComparison } from '../conditions/edit';
import { conditionAsSentence } from '../conditions/inWords';
import type { Condition } from '../document';
import { useScope } from '../editor/scope';
import { useTexts } from '../texts';
import { AudienceCount } from './AudienceCount';
import classes from './Condition.module.css';
import { ConditionGroup } from './ConditionGroup';

interface Props {
  readonly value: Condition | null;
  readonly disabled: boolean;
  readonly onChange: (condition: Condition | null) => void;
}

/** A condition as rules in groups, as a sentence, and as the number of accounts that match it. */
export function ConditionEditor({ value, disabled, onChange }: Props) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const [firstField] = catalog.fields;
  const begin = () => firstField !== undefined && onChange({ all: [newComparison(firstField)] });
  return (
    <div className={classes['editor']}>
      {value === null ? (
        !disabled && (
          <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={begin}>
            {t('form.condAdd')}
          </Button>
        )
      ) : (
        <>
          <ConditionGroup
            group={asGroup(value)}
            depth={0}
            disabled={disabled}
            onChange={(group) => onChange(fromGroup(group))}
          />
          <Text className={classes['sentence']}>{conditionAsSentence(value, reading)}</Text>
        </>
      )}
      <AudienceCount condition={value} />
    </div>
  );
}
