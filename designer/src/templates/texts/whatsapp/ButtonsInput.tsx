import { ActionIcon, Box, Group, Input, Paper, Button as PushButton, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { TokenText } from '../../tokens/TokenText';
import { useEditorTexts } from '../texts';
import { type Button, LIMITS } from './content';

interface Props {
  readonly buttons: readonly Button[];
  readonly disabled: boolean;
  readonly onChange: (buttons: readonly Button[]) => void;
}

const LINK = '{{ link.page }}';

/** The buttons below a WhatsApp message: a link, or an answer with one touch. */
export function ButtonsInput({ buttons, disabled, onChange }: Props) {
  const t = useEditorTexts();
  const set = (at: number, change: Partial<Button>) =>
    onChange(buttons.map((one, index) => (index === at ? { ...one, ...change } : one)));
  const add = (kind: Button['kind']) =>
    onChange([...buttons, { kind, text: t(`whatsapp.new.${kind}`), url: kind === 'url' ? LINK : '' }]);
  return (
    <Input.Wrapper label={t('whatsapp.buttons')} labelElement="div">
      <Stack gap="xs" mt={4}>
        {buttons.map((button, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a button is what stands at its place
          <Paper key={at} withBorder p="sm">
            <Group gap="xs" align="flex-end" wrap="nowrap">
              <Select
                w={150}
                label={t('whatsapp.kind')}
                allowDeselect={false}
                disabled={disabled}
                data={[
                  { value: 'url', label: t('whatsapp.kinds.url') },
                  { value: 'reply', label: t('whatsapp.kinds.reply') },
                ]}
                value={button.kind}
                onChange={(kind) =>
                  set(at, { kind: kind === 'url' ? 'url' : 'reply', url: kind === 'url' ? LINK : '' })
                }
              />
              <TextInput
                flex={1}
                label={t('whatsapp.label')}
                maxLength={LIMITS.button}
                disabled={disabled}
                value={button.text}
                onChange={(event) => set(at, { text: event.currentTarget.value })}
              />
              {!disabled && (
                <ActionIcon
                  variant="subtle"
                  color="quiet"
                  size={36}
                  aria-label={t('whatsapp.remove', { label: button.text })}
                  onClick={() => onChange(buttons.filter((_, index) => index !== at))}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              )}
            </Group>
            {button.kind === 'url' && (
              <Box mt="xs">
                <TokenText
                  single
                  label={t('whatsapp.url')}
                  value={button.url}
                  disabled={disabled}
                  onChange={(url) => set(at, { url })}
                />
              </Box>
            )}
          </Paper>
        ))}
        {!disabled && buttons.length < LIMITS.buttons && (
          <Group gap="xs">
            {(['url', 'reply'] as const).map((kind) => (
              <PushButton
                key={kind}
                variant="default"
                size="xs"
                leftSection={<IconPlus size={14} />}
                onClick={() => add(kind)}
              >
                {t(`whatsapp.add.${kind}`)}
              </PushButton>
            ))}
          </Group>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
