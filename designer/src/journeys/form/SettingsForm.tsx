import { Stack, Text } from '@mantine/core';
import { type Kind, type SettingSchema, shownSettings, wholeSettings, widgetOf } from '../catalog';
import type { Json, Settings } from '../document';
import { useScope } from '../editor/scope';
import { ProblemNote } from '../panel/ProblemNote';
import type { Problem } from '../problems';
import { useTexts } from '../texts';
import { INPUTS } from './inputs';

interface Props {
  readonly kind: Kind;
  readonly settings: Settings;
  readonly disabled: boolean;
  /** What is wrong with the step; each stands under the setting that it names, above a list of events. */
  readonly problems?: readonly Problem[];
  readonly onChange: (name: string, value: Json) => void;
  /** Somebody left an input: what they typed so far is a finished act. */
  readonly onRest: () => void;
}

function words(schema: SettingSchema, name: string, language: 'es' | 'en') {
  const help = schema['x-help']?.[language] ?? schema.description ?? null;
  return { label: schema['x-title']?.[language] ?? schema.title ?? name, help };
}

/** A form drawn from a kind's JSON Schema: one input for each setting, by its widget. */
export function SettingsForm({ kind, settings, disabled, problems = [], onChange, onRest }: Props) {
  const t = useTexts();
  const { reading } = useScope();
  const inputs = shownSettings(kind, settings);
  const whole = wholeSettings(kind, settings);
  if (inputs.length === 0) {
    return <Text c="dimmed">{t('panel.noSettings')}</Text>;
  }
  return (
    <Stack gap="md" onBlur={onRest}>
      {inputs.map(([name, schema]) => {
        const widget = widgetOf(schema);
        const Input = INPUTS[widget];
        const notes = problems
          .filter((problem) => problem.setting === name)
          .map((problem) => (
            <ProblemNote key={problem.code + problem.message.en} problem={problem} language={reading.language} />
          ));
        // A list of events is longer than the panel: nobody would find what stands under it.
        const isLong = widget === 'events';
        return (
          <div key={name} data-setting={name}>
            {isLong && notes}
            <Input
              name={name}
              schema={schema}
              {...words(schema, name, reading.language)}
              value={whole[name]}
              settings={whole}
              kind={kind}
              disabled={disabled}
              onChange={(value) => onChange(name, value)}
            />
            {!isLong && notes}
          </div>
        );
      })}
    </Stack>
  );
}
