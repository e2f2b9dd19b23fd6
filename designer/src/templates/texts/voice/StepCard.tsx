import { Group, NumberInput, Paper, Text } from '@mantine/core';
import { MoveButtons } from '../../../parts/MoveButtons';
import { TokenText } from '../../tokens/TokenText';
import { Problems } from '../Desk';
import { blockId, type EditorProblem } from '../props';
import { useEditorTexts } from '../texts';
import type { Step } from './content';
import { MenuForm } from './MenuForm';

interface Props {
  readonly step: Step;
  readonly at: number;
  readonly count: number;
  readonly disabled: boolean;
  readonly discloses: boolean;
  readonly problems: readonly EditorProblem[];
  readonly onChange: (step: Step) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** One step of a call: what is said, a pause, or a menu of keys. */
export function StepCard({ step, at, count, disabled, discloses, problems, onChange, onMove, onRemove }: Props) {
  const t = useEditorTexts();
  const number = at + 1;
  return (
    <Paper
      withBorder
      p="sm"
      id={blockId(step.id)}
      component="section"
      aria-label={t('voice.step', { number, kind: t(`voice.kinds.${step.kind}`) })}
    >
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <Text fw={620} size="sm">
          {t('voice.step', { number, kind: t(`voice.kinds.${step.kind}`) })}
        </Text>
        {!disabled && (
          <Group gap={2} wrap="nowrap">
            <MoveButtons
              words={{
                up: t('voice.up', { number }),
                down: t('voice.down', { number }),
                remove: t('voice.remove', { number }),
              }}
              at={at}
              count={count}
              onMove={onMove}
              onRemove={onRemove}
            />
          </Group>
        )}
      </Group>
      {step.kind === 'say' && (
        <TokenText
          label={t('voice.say')}
          value={step.text}
          disabled={disabled}
          error={discloses ? t('voice.discloses') : null}
          onChange={(text) => onChange({ ...step, text })}
        />
      )}
      {step.kind === 'pause' && (
        <NumberInput
          label={t('voice.seconds')}
          min={1}
          max={10}
          allowDecimal={false}
          w={140}
          disabled={disabled}
          value={step.seconds}
          onChange={(seconds) => typeof seconds === 'number' && seconds >= 1 && onChange({ ...step, seconds })}
        />
      )}
      {step.kind === 'menu' && <MenuForm menu={step} disabled={disabled} discloses={discloses} onChange={onChange} />}
      <Problems problems={problems} />
    </Paper>
  );
}
