import type { ComponentType } from 'react';
import { AddressSetting } from './AddressSetting';
import { ColourSetting } from './ColourSetting';
import type { InputProps } from './input';
import { CaptionsSetting, DocumentSetting, ImageSetting, VideoSetting } from './LibrarySetting';
import { DaySetting, NumberSetting, PixelsSetting, SpaceSetting, SwitchSetting } from './NumberSettings';
import { RowsSetting } from './RowsSetting';
import { ChoiceSetting, LongTextSetting, TextSetting } from './TextSettings';

export { TextSetting };

/** The input of every widget that a block's schema may name. */
export const INPUTS: Readonly<Record<string, ComponentType<InputProps>>> = {
  text: TextSetting,
  'long-text': LongTextSetting,
  choice: ChoiceSetting,
  switch: SwitchSetting,
  colour: ColourSetting,
  pixels: PixelsSetting,
  number: NumberSetting,
  numbers: TextSetting,
  space: SpaceSetting,
  image: ImageSetting,
  video: VideoSetting,
  captions: CaptionsSetting,
  document: DocumentSetting,
  address: AddressSetting,
  rows: RowsSetting,
  day: DaySetting,
};
