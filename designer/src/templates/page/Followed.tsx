import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { Card } from '../../parts/Card';
import { followedQuery } from '../api';
import { useTemplateTexts } from '../frame/texts';
import classes from './Page.module.css';

/** How often each link of a mail was followed, in all that was ever sent of it, by people and by programs. */
export function Followed({ template }: { readonly template: string }) {
  const t = useTemplateTexts();
  const writer = useWriter();
  const followed = useQuery(followedQuery(template));
  return (
    <Card title={t('followed.title')}>
      <Answer query={followed}>
        {({ items, uncounted }) => (
          <>
            {items.length > 0 && (
              <Table
                className={`${classes['visits']} figures`}
                withRowBorders={false}
                verticalSpacing={4}
                horizontalSpacing={4}
              >
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">{t('followed.link')}</Table.Th>
                    <Table.Th scope="col">{t('followed.people')}</Table.Th>
                    <Table.Th scope="col">{t('followed.clicks')}</Table.Th>
                    <Table.Th scope="col">{t('followed.scans')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map(({ link, label, people, clicks, scans }) => (
                    <Table.Tr key={`${link} ${label}`}>
                      <Table.Th scope="row">{label}</Table.Th>
                      <Table.Td>{writer.number(people)}</Table.Td>
                      <Table.Td>{writer.number(clicks)}</Table.Td>
                      <Table.Td>{writer.number(scans)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            )}
            {items.length === 0 && !uncounted.includes('clicks') && <Text c="dimmed">{t('followed.none')}</Text>}
            {uncounted.includes('clicks') && <Text c="dimmed">{t('outcomes.uncounted.clicks')}</Text>}
            {items.length > 0 && (
              <Text size="xs" c="dimmed" mt="xs">
                {t('followed.help')}
              </Text>
            )}
          </>
        )}
      </Answer>
    </Card>
  );
}
