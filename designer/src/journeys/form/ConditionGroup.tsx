import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import {
  asGroup,
  fromGroup,
  type Group,
  type GroupMode,
  isComparison,
  isHappening,
  newComparison,
  newHappening,
  replaceRule,
} from '../conditions/edit';
import type { Condition } from '../document';
import { useScope } from '../editor/scope';
import { useTexts } from '../texts';
import classes from './Condition.module.css';
import { ConditionRule } from './ConditionRule';
import { HappeningRule } from './HappeningRule';

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
        <ActionIcon ml="auto" variant="subtle" color="gray.7" aria-label={t('form.condGroupRemove')} onClick={onRemove}>
          <IconTrash size={16} />
        </ActionIcon>
      )}
    </div>
  );
}

interface RuleProps {
  readonly rule: Condition;
  readonly depth: number;
  readonly disabled: boolean;
  readonly onChange: (rule: Condition | null) => void;
  readonly onRemove: () => void;
}

/** One line, or a group within a group. */
function Rule({ rule, depth, disabled, onChange, onRemove }: RuleProps) {
  if (isComparison(rule)) {
    return <ConditionRule rule={rule} disabled={disabled} onChange={onChange} onRemove={onRemove} />;
  }
  if (isHappening(rule)) {
    return <HappeningRule rule={rule} disabled={disabled} onChange={onChange} onRemove={onRemove} />;
  }
  return (
    <ConditionGroup
      group={asGroup(rule)}
      depth={depth + 1}
      disabled={disabled}
      onChange={(changed) => onChange(fromGroup(changed))}
      onRemove={onRemove}
    />
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
  const event = catalog.events.find((known) => known.offered);
  const grows = firstField !== undefined && !disabled;
  return (
    <div className={`${classes['group']} ${depth > 0 ? classes['nested'] : ''}`}>
      {(group.rules.length > 1 || depth > 0 || group.negated) && <Mode {...props} />}
      {group.rules.map((rule, index) => (
        <Rule
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name of their own, and are only added at the end
          key={index}
          rule={rule}
          depth={depth}
          disabled={disabled}
          onChange={(changed) => put(index, changed)}
          onRemove={() => put(index, null)}
        />
      ))}
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
          {event !== undefined && (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPlus size={14} />}
              onClick={() => add(newHappening(event.name))}
            >
              {t('form.condHistory')}
            </Button>
          )}
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
