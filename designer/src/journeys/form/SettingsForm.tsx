import { Stack, Text } from '@mantine/core';
import type { ComponentType } from 'react';
import { type Kind, type SettingSchema, shownSettings, type Widget, widgetOf } from '../catalog';
import type { Json, Settings } from '../document';
import { useScope } from '../editor/scope';
import { ProblemNote } from '../panel/ProblemNote';
import type { Problem } from '../problems';
import { useTexts } from '../texts';
import { BranchesInput } from './BranchesInput';
import { ConditionInput } from './ConditionInput';
import { DurationInput } from './DurationInput';
import { EventsInput } from './EventsInput';
import { FieldsSetting, MappingInput } from './FieldsInputs';
import { FieldSetting, JourneySetting, SegmentSetting, ValueSetting } from './PickInputs';
import { ChoiceSetting, NumberSetting, TemplateSetting, TextSetting } from './PlainInputs';
import { SharesInput } from './SharesInput';
import { ChoicesSetting, EventSetting, TextareaSetting, TimeSetting, ToggleSetting } from './SmallInputs';
import { WaysInput } from './WaysInput';
import type { WidgetProps } from './widget';

const WIDGETS: Readonly<Record<Widget, ComponentType<WidgetProps>>> = {
  text: TextSetting,
  textarea: TextareaSetting,
  tag: TextSetting,
  number: NumberSetting,
  percent: NumberSetting,
  toggle: ToggleSetting,
  choice: ChoiceSetting,
  choices: ChoicesSetting,
  time: TimeSetting,
  event: EventSetting,
  field: FieldSetting,
  fields: FieldsSetting,
  mapping: MappingInput,
  value: ValueSetting,
  journey: JourneySetting,
  segment: SegmentSetting,
  arms: WaysInput,
  outcomes: WaysInput,
  shares: SharesInput,
  template: TemplateSetting,
  duration: DurationInput,
  events: EventsInput,
  condition: ConditionInput,
  branches: BranchesInput,
};

interface Props {
  readonly kind: Kind;
  readonly settings: Settings;
  readonly disabled: boolean;
  /** What is wrong with the step; each stands under the setting that it names. */
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
  if (inputs.length === 0) {
    return <Text c="dimmed">{t('panel.noSettings')}</Text>;
  }
  return (
    <Stack gap="md" onBlur={onRest}>
      {inputs.map(([name, schema]) => {
        const Input = WIDGETS[widgetOf(schema)];
        return (
          <div key={name}>
            <Input
              name={name}
              schema={schema}
              {...words(schema, name, reading.language)}
              value={settings[name]}
              settings={settings}
              kind={kind}
              disabled={disabled}
              onChange={(value) => onChange(name, value)}
            />
            {problems
              .filter((problem) => problem.setting === name)
              .map((problem) => (
                <ProblemNote key={problem.code + problem.message.en} problem={problem} language={reading.language} />
              ))}
          </div>
        );
      })}
    </Stack>
  );
}
