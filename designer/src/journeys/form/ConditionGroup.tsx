import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { asGroup, fromGroup, type Group, type GroupMode, isRule, newComparison, replaceRule } from '../conditions/edit';
import type { Condition } from '../document';
import { useScope } from '../editor/scope';
import { useTexts } from '../texts';
import classes from './Condition.module.css';
import { ConditionRule } from './ConditionRule';

interface Props {
  readonly group: Group;
  readonly depth: number;
  readonly disabled: boolean;
  readonly onChange: (group: Group) => void;
  readonly onRemove?: () => void;
}

const DEEPEST = 2;

function Mode({ group, disabled, onChange, onRemove }: Props) {
  const t = useTexts();
  return (
    <div className={classes['mode']}>
      <span>{t(group.negated ? 'form.condNot' : 'form.condMode')}</span>
      <SegmentedControl
        size="xs"
        aria-label={t('form.condModeLabel')}
        disabled={disabled}
        data={[
          { value: 'all', label: t('form.condAll') },
          { value: 'any', label: t('form.condAny') },
        ]}
        value={group.mode}
        onChange={(mode) => onChange({ ...group, mode: mode as GroupMode })}
      />
      {onRemove !== undefined && !disabled && (
        <ActionIcon ml="auto" variant="subtle" color="quiet" aria-label={t('form.condGroupRemove')} onClick={onRemove}>
          <IconTrash size={16} />
        </ActionIcon>
      )}
    </div>
  );
}

/** Rules of which all or any must hold; a rule may be a group of its own. */
export function ConditionGroup(props: Props) {
  const { group, depth, disabled, onChange } = props;
  const t = useTexts();
  const { catalog } = useScope();
  const [firstField] = catalog.fields;
  const put = (index: number, rule: Condition | null) => onChange(replaceRule(group, index, rule));
  const add = (rule: Condition) => onChange({ ...group, rules: [...group.rules, rule] });
  const grows = firstField !== undefined && !disabled;
  return (
    <div className={`${classes['group']} ${depth > 0 ? classes['nested'] : ''}`}>
      {(group.rules.length > 1 || depth > 0 || group.negated) && <Mode {...props} />}
      {group.rules.map((rule, index) =>
        isRule(rule) ? (
          <ConditionRule
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name of their own, and are only added at the end
            key={index}
            rule={rule}
            disabled={disabled}
            onChange={(changed) => put(index, changed)}
            onRemove={() => put(index, null)}
          />
        ) : (
          <ConditionGroup
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            key={index}
            group={asGroup(rule)}
            depth={depth + 1}
            disabled={disabled}
            onChange={(changed) => put(index, fromGroup(changed))}
            onRemove={() => put(index, null)}
          />
        ),
      )}
      {grows && (
        <div className={classes['acts']}>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            onClick={() => add(newComparison(firstField))}
          >
            {t('form.condAdd')}
          </Button>
          {depth < DEEPEST && (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPlus size={14} />}
              onClick={() => add({ any: [newComparison(firstField)] })}
            >
              {t('form.condGroup')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
