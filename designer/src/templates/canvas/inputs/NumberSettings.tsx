import { Group, Input, NumberInput, Switch, TextInput } from '@mantine/core';
import { useCanvasTexts } from '../texts';
import type { InputProps } from './input';

const figure = (value: string) => (/^\d+(\.\d+)?/.test(value) ? Number.parseFloat(value) : '');

/** A length in pixels. */
export function PixelsSetting({ schema, label, help, value, disabled, onChange }: InputProps) {
  const [least = 0, most = 999] = schema['x-range'] ?? [];
  return (
    <NumberInput
      label={label}
      description={help}
      disabled={disabled}
      min={least}
      max={most}
      suffix=" px"
      clampBehavior="strict"
      value={figure(value || schema.default || '')}
      onChange={(next) => onChange(next === '' ? '' : `${next}px`)}
    />
  );
}

/** A whole number. */
export function NumberSetting({ schema, label, help, value, disabled, onChange }: InputProps) {
  const [least = 0, most = 9999] = schema['x-range'] ?? [];
  return (
    <NumberInput
      label={label}
      description={help}
      disabled={disabled}
      min={least}
      max={most}
      allowDecimal={false}
      clampBehavior="blur"
      value={figure(value || schema.default || '')}
      onChange={(next) => onChange(String(next))}
    />
  );
}

/** Yes or no. */
export function SwitchSetting({ schema, label, help, value, disabled, onChange }: InputProps) {
  return (
    <Switch
      label={label}
      description={help}
      disabled={disabled}
      checked={(value || schema.default) === 'yes'}
      onChange={(event) => onChange(event.currentTarget.checked ? 'yes' : 'no')}
    />
  );
}

/** A day. */
export function DaySetting({ label, help, value, disabled, onChange }: InputProps) {
  return (
    <TextInput
      type="date"
      label={label}
      description={help}
      disabled={disabled}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

const SIDES = ['top', 'right', 'bottom', 'left'] as const;

/** The four lengths that CSS reads in a text of one to four. */
export function sidesOf(value: string): readonly number[] {
  const found = value.split(/\s+/).map((one) => Number.parseFloat(one) || 0);
  const [top = 0, right = top, bottom = top, left = right] = found;
  return [top, right, bottom, left];
}

/** Four lengths as short as CSS writes them. */
export function spaceOf([top = 0, right = 0, bottom = 0, left = 0]: readonly number[]): string {
  const all = [top, right, bottom, left].map((one) => (one === 0 ? '0' : `${one}px`));
  if (left !== right) return all.join(' ');
  if (top !== bottom) return all.slice(0, 3).join(' ');
  return top === right ? (all[0] ?? '0') : all.slice(0, 2).join(' ');
}

/** Room on four sides. */
export function SpaceSetting({ schema, label, help, value, disabled, onChange }: InputProps) {
  const t = useCanvasTexts();
  const sides = sidesOf(value || schema.default || '0');
  return (
    <Input.Wrapper label={label} description={help} labelElement="div">
      <Group gap={6} grow wrap="nowrap">
        {SIDES.map((side, at) => (
          <NumberInput
            key={side}
            size="xs"
            hideControls
            description={t(`space.${side}`)}
            inputWrapperOrder={['input', 'description']}
            disabled={disabled}
            aria-label={`${label}: ${t(`space.${side}`)}`}
            min={0}
            max={200}
            clampBehavior="strict"
            value={sides[at] ?? 0}
            onChange={(next) => onChange(spaceOf(sides.map((one, index) => (index === at ? Number(next) || 0 : one))))}
          />
        ))}
      </Group>
    </Input.Wrapper>
  );
}
