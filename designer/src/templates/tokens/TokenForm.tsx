import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useWriter } from '../../i18n/use';
import type { Token } from './expression';
import { useTokenTexts } from './texts';
import { sampleOf, type Tokens } from './tokens';

const PLURAL = 'plural:';

const KNOWN = [
  'money',
  'date',
  'date_short',
  'date_medium',
  'date_full',
  'number',
  'percent',
  'plural',
  'name',
  'upper',
  'lower',
  'upper_first',
  'first',
] as const;

interface Props {
  readonly token: Token;
  readonly tokens: Tokens;
  readonly onChange: (token: Token) => void;
  readonly onReplace: () => void;
  readonly onRemove: () => void;
  readonly onDone: () => void;
}

/** How one token is written, and what stands there for people who have none. */
export function TokenForm({ token, tokens, onChange, onReplace, onRemove, onDone }: Props) {
  const t = useTokenTexts();
  const { language, text } = useWriter();
  const info = tokens.byName.get(token.token);
  const kind = token.format.split(':')[0] ?? '';
  const formats = [...new Set([...(info?.formats ?? []), kind])];
  const name = (format: string) => {
    const known = KNOWN.find((one) => one === format);
    return known ? t(`formats.${known}`) : t('formats.plain');
  };
  return (
    <Stack gap="sm">
      <div>
        <Text fw={620}>{info ? text(info.labels) : t('unknown', { name: token.token })}</Text>
        <Text size="sm" c="dimmed">
          {info ? t('sample', { sample: sampleOf(token, tokens, language) }) : t('unknownHelp')}
        </Text>
      </div>
      {formats.length > 1 && (
        <Select
          label={t('format')}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          data={formats.map((format) => ({ value: format, label: name(format) }))}
          value={kind}
          onChange={(format) => format !== null && onChange({ ...token, format: started(format, language) })}
        />
      )}
      {kind === 'plural' && <PluralWords token={token} onChange={onChange} />}
      <TextInput
        data-autofocus
        label={t('fallback')}
        description={t('fallbackHelp')}
        maxLength={200}
        value={token.fallback}
        onChange={(event) => onChange({ ...token, fallback: event.currentTarget.value })}
        onKeyDown={(event) => event.key === 'Enter' && onDone()}
      />
      <Group gap="xs" justify="space-between">
        <Group gap="xs">
          <Button variant="default" size="xs" onClick={onReplace}>
            {t('replace')}
          </Button>
          <Button variant="subtle" color="red" size="xs" onClick={onRemove}>
            {t('remove')}
          </Button>
        </Group>
        <Button size="xs" onClick={onDone}>
          {t('done')}
        </Button>
      </Group>
    </Stack>
  );
}

const started = (format: string, language: string) =>
  format === 'plural' ? `${PLURAL}${language === 'es' ? 'día|días' : 'day|days'}` : format;

function PluralWords({ token, onChange }: Pick<Props, 'token' | 'onChange'>) {
  const t = useTokenTexts();
  const forms = token.format.slice(PLURAL.length).split('|');
  const set = (at: number, word: string) => {
    const next = forms.map((form, index) => (index === at ? word.replaceAll('|', '') : form));
    if (next.every((form) => form !== '')) onChange({ ...token, format: `${PLURAL}${next.join('|')}` });
  };
  return (
    <Group gap="xs" grow wrap="nowrap">
      {[t('one'), t('other')].map((label, at) => (
        <TextInput
          key={label}
          label={label}
          maxLength={40}
          defaultValue={forms[at] ?? ''}
          onChange={(event) => set(at, event.currentTarget.value)}
        />
      ))}
    </Group>
  );
}
