import type { ComponentType } from 'react';
import type { Widget } from '../catalog';
import { BranchesInput } from './BranchesInput';
import { ConditionInput } from './ConditionInput';
import { DiscountsInput } from './DiscountsInput';
import { DurationInput } from './DurationInput';
import { EventSetting } from './EventInput';
import { EventsInput } from './EventsInput';
import { FieldsSetting, MappingInput } from './FieldsInputs';
import { HundredthsSetting, MoneySetting, NumberSetting, PercentSetting } from './FigureInputs';
import { FieldSetting, JourneySetting, SegmentSetting } from './PickInputs';
import { ChoiceSetting, TextSetting } from './PlainInputs';
import { SharesInput } from './SharesInput';
import { ChoicesSetting, TagSetting, TextareaSetting, ToggleSetting } from './SmallInputs';
import { TemplateSetting } from './TemplateInput';
import { DateSetting, TimeSetting, WeekdaySetting, ZoneSetting } from './TimeInputs';
import { ValueSetting } from './ValueSetting';
import { ArmsInput, WaysInput } from './WaysInput';
import type { WidgetProps } from './widget';

/** The input of every widget that a kind's schema may name. */
export const INPUTS: Readonly<Record<Widget, ComponentType<WidgetProps>>> = {
  text: TextSetting,
  textarea: TextareaSetting,
  tag: TagSetting,
  number: NumberSetting,
  percent: PercentSetting,
  hundredths: HundredthsSetting,
  money: MoneySetting,
  discounts: DiscountsInput,
  toggle: ToggleSetting,
  choice: ChoiceSetting,
  choices: ChoicesSetting,
  time: TimeSetting,
  date: DateSetting,
  zone: ZoneSetting,
  weekday: WeekdaySetting,
  duration: DurationInput,
  condition: ConditionInput,
  template: TemplateSetting,
  event: EventSetting,
  events: EventsInput,
  branches: BranchesInput,
  arms: ArmsInput,
  outcomes: WaysInput,
  shares: SharesInput,
  field: FieldSetting,
  fields: FieldsSetting,
  mapping: MappingInput,
  value: ValueSetting,
  journey: JourneySetting,
  segment: SegmentSetting,
};
