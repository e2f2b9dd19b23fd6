import { Group, Pagination, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWriter } from '../i18n/use';

interface Props {
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}

/** Which of how many are shown, and the other pages. */
export function Pager({ page, size, total, onPage }: Props) {
  const { t } = useTranslation();
  const writer = useWriter();
  const first = Math.min((page - 1) * size + 1, total);
  const last = Math.min(page * size, total);
  const pages = Math.ceil(total / size);
  return (
    <Group justify="space-between" mt="md" gap="sm">
      <Text c="dimmed" size="sm" className="figures">
        {t('common.range', { first: writer.number(first), last: writer.number(last), total: writer.number(total) })}
      </Text>
      {pages > 1 && (
        <Pagination
          size="sm"
          total={pages}
          value={page}
          onChange={onPage}
          siblings={0}
          boundaries={1}
          getControlProps={(control) => ({ 'aria-label': t(`common.pages.${control}`) })}
          getItemProps={(item) => ({ 'aria-label': t('common.pages.item', { page: item }) })}
        />
      )}
    </Group>
  );
}
