import { Code, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Facts } from '../../parts/Facts';

/** What a message was made of, as evidence, and which of its links were followed. */
export function Made({ message }: { readonly message: Message }) {
  const { t } = useTranslation();
  const { evidence, links, uncounted } = message;
  const sums = [
    { name: t('messages.made_of.template'), value: evidence.template_digest },
    { name: t('messages.made_of.tokens'), value: evidence.tokens_digest },
    { name: t('messages.made_of.content'), value: evidence.content_digest },
  ].flatMap(({ name, value }) => (value ? [{ name, value: <Sum value={value} /> }] : []));
  return (
    <>
      {links.length > 0 && <Links links={links} />}
      {uncounted.length > 0 && (
        <Stack gap={4}>
          {uncounted.map((what) => (
            <Text key={what} c="dimmed" fz="sm">
              {t(`messages.uncounted.${what}`)}
            </Text>
          ))}
        </Stack>
      )}
      {evidence.version && (
        <Stack gap="xs">
          <Title order={3} fz="md">
            {t('messages.made_of.title')}
          </Title>
          <Facts
            facts={[
              { name: t('messages.made_of.version'), value: evidence.version },
              { name: t('messages.made_of.variant'), value: (evidence.variant ?? '').toUpperCase() },
              ...sums,
            ]}
          />
        </Stack>
      )}
    </>
  );
}

function Links({ links }: Pick<Message, 'links'>) {
  const { t } = useTranslation();
  const writer = useWriter();
  return (
    <Stack gap="xs">
      <Title order={3} fz="md">
        {t('messages.followed.title')}
      </Title>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('messages.followed.link')}</Table.Th>
            <Table.Th ta="right">{t('messages.followed.clicks')}</Table.Th>
            <Table.Th ta="right">{t('messages.followed.scans')}</Table.Th>
            <Table.Th>{t('messages.followed.first')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {links.map((one) => (
            <Table.Tr key={`${one.link} ${one.label}`}>
              <Table.Td>{one.label}</Table.Td>
              <Table.Td ta="right">{one.clicks}</Table.Td>
              <Table.Td ta="right">{one.scans}</Table.Td>
              <Table.Td>{writer.time(one.first_at)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text c="dimmed" fz="sm">
        {t('messages.followed.explained')}
      </Text>
    </Stack>
  );
}

/** A hash, which nobody reads and somebody compares. */
function Sum({ value }: { readonly value: string }) {
  return <Code style={{ overflowWrap: 'anywhere' }}>{value}</Code>;
}
