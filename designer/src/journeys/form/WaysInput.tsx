import { ActionIcon, Button, Group, Input, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTexts } from '../texts';
import { BranchesInput } from './BranchesInput';
import { addWay, asWays, waysToJson } from './ways';
import type { WidgetProps } from './widget';

const LONGEST_LABEL = 60;

/** Ways out by name: those of a fork, the outcomes of a task. */
export function WaysInput({ label, help, value, disabled, onChange }: WidgetProps) {
  const t = useTexts();
  const ways = asWays(value);
  return (
    <Input.Wrapper label={label} description={help} labelElement="div" role="group" aria-label={label}>
      <Stack gap="xs" mt="xs">
        {ways.map((way, index) => (
          <Group key={way.id} gap="xs" wrap="nowrap">
            <TextInput
              flex={1}
              size="sm"
              aria-label={t('form.wayLabel', { number: index + 1 })}
              value={way.label}
              maxLength={LONGEST_LABEL}
              disabled={disabled}
              onChange={(event) => {
                const text = event.currentTarget.value;
                onChange(waysToJson(ways.map((other) => (other === way ? { ...way, label: text } : other))));
              }}
            />
            {!disabled && (
              <ActionIcon
                variant="subtle"
                color="quiet"
                aria-label={t('form.wayRemove', { label: way.label })}
                onClick={() => onChange(waysToJson(ways.filter((other) => other !== way)))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </Group>
        ))}
        {!disabled && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange(waysToJson(addWay(ways, { label: t('form.wayNew', { number: ways.length + 1 }) })))}
          >
            {t('form.wayAdd')}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}

/** The ways of a fork; where each may say who goes it, they are drawn as branches are. */
export function ArmsInput(props: WidgetProps) {
  return props.schema['x-with-condition'] === true ? <BranchesInput {...props} /> : <WaysInput {...props} />;
}
