import { SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LANGUAGES } from '../../i18n';
import { useWriter } from '../../i18n/use';
import { Card } from '../../parts/Card';
import { paletteQuery } from '../designs/calls';
import type { Kit } from './calls';
import { useTexts } from './texts';

interface Props {
  readonly kit: Kit;
  readonly readOnly: boolean;
  readonly faults: Readonly<Record<string, string>>;
  readonly onKit: (changed: Partial<Kit>) => void;
}

type LineName = 'sender_name' | 'sender_address' | 'reply_to' | 'phone' | 'postal' | 'website';

/** Who writes, how they are reached, and what the law wants at the foot. */
export function Words({ kit, readOnly, faults, onKit }: Props) {
  const t = useTexts();
  const writer = useWriter();
  const { data: palette } = useQuery(paletteQuery('email'));
  const networks = Object.entries(palette?.find(({ tag }) => tag === 'c-social')?.schema['x-says'] ?? {});
  const line = (
    name: LineName,
    label: string,
    more: { readonly type?: string; readonly description?: string } = {},
  ) => (
    <TextInput
      label={label}
      readOnly={readOnly}
      value={kit[name]}
      error={faults[`kit.${name}`]}
      onChange={(event) => onKit({ [name]: event.currentTarget.value })}
      {...more}
    />
  );
  return (
    <>
      <Card title={t('sections.sender')}>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          {line('sender_name', t('senderName'), { description: t('senderHelp') })}
          {line('sender_address', t('senderAddress'), { type: 'email', description: t('senderHelp') })}
          {line('reply_to', t('replyTo'), { type: 'email' })}
        </SimpleGrid>
      </Card>
      <Card title={t('sections.contact')}>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          {line('phone', t('phone'), { type: 'tel' })}
          {line('website', t('website'), { type: 'url' })}
          {line('postal', t('postal'))}
        </SimpleGrid>
      </Card>
      <Card title={t('sections.legal')}>
        <Stack gap="sm">
          {LANGUAGES.map((language, place) => (
            <Textarea
              key={language}
              label={t(`legalIn.${language}`)}
              description={place === 0 ? t('legalHelp') : undefined}
              autosize
              minRows={3}
              maxLength={4000}
              readOnly={readOnly}
              value={kit.legal[language] ?? ''}
              onChange={({ currentTarget: { value } }) => onKit({ legal: { ...kit.legal, [language]: value } })}
            />
          ))}
        </Stack>
      </Card>
      <Card title={t('sections.social')}>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          {networks.map(([network, names]) => (
            <TextInput
              key={network}
              type="url"
              label={names[writer.language]}
              placeholder="https://"
              readOnly={readOnly}
              error={faults[`kit.social.${network}`]}
              value={kit.social[network] ?? ''}
              onChange={({ currentTarget: { value } }) => onKit({ social: { ...kit.social, [network]: value } })}
            />
          ))}
        </SimpleGrid>
      </Card>
    </>
  );
}
