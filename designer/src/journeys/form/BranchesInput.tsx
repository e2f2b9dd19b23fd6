import { Button, Group, Input, Paper, Stack, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { MoveButtons } from '../../parts/MoveButtons';
import type { BranchArm } from '../document';
import { asBranches, toJson } from '../settings';
import { useTexts } from '../texts';
import { addBranch, moveBranch } from './branches';
import { ConditionEditor } from './ConditionEditor';
import type { WidgetProps } from './widget';

const LONGEST_LABEL = 60;

interface ArmProps {
  readonly arm: BranchArm;
  readonly index: number;
  readonly count: number;
  readonly disabled: boolean;
  readonly onChange: (arm: BranchArm) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

function Arm({ arm, index, count, disabled, onChange, onMove, onRemove }: ArmProps) {
  const t = useTexts();
  const { label } = arm;
  return (
    <Paper withBorder p="sm" radius="md">
      <Group gap={4} mb="sm" wrap="nowrap" align="center">
        <TextInput
          flex={1}
          size="sm"
          fw={560}
          aria-label={t('form.branchLabel', { number: index + 1 })}
          value={label}
          maxLength={LONGEST_LABEL}
          disabled={disabled}
          onChange={(event) => onChange({ ...arm, label: event.currentTarget.value })}
        />
        {!disabled && (
          <MoveButtons
            words={{
              up: t('form.branchUp', { label }),
              down: t('form.branchDown', { label }),
              remove: t('form.branchRemove', { label }),
            }}
            at={index}
            count={count}
            onMove={onMove}
            onRemove={onRemove}
          />
        )}
      </Group>
      <ConditionEditor value={arm.when} disabled={disabled} onChange={(when) => onChange({ ...arm, when })} />
    </Paper>
  );
}

/** The ways that a decision knows, tried from the top down, each with its name and its condition. */
export function BranchesInput({ label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  const arms = asBranches(value);
  const set = (next: readonly BranchArm[]) => onChange(toJson(next));
  return (
    <Input.Wrapper label={label} description={help} labelElement="div">
      <Stack gap="sm" mt="xs">
        {arms.map((arm, index) => (
          <Arm
            key={arm.id}
            arm={arm}
            index={index}
            count={arms.length}
            disabled={disabled}
            onChange={(changed) => set(arms.map((other) => (other === arm ? changed : other)))}
            onMove={(by) => set(moveBranch(arms, index, by))}
            onRemove={() => set(arms.filter((other) => other !== arm))}
          />
        ))}
        {!disabled && (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} />}
            onClick={() => set(addBranch(arms, t('form.branchNew', { number: arms.length + 1 })))}
          >
            {t('form.branchAdd')}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
