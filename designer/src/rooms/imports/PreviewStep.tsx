import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMeta } from '../../api/meta';
import type { Preview, RowProblem } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Card } from '../../parts/Card';
import { Failure } from '../../parts/Failure';
import table from '../../parts/list.module.css';
import { labelOf } from './labels';
import type { MappingDraft } from './mapping';
import classes from './PreviewStep.module.css';
import { cellText, fieldsOf, ROW } from './previewCells';

interface Props {
  readonly preview: Preview;
  readonly total: number | null;
  readonly draft: MappingDraft;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onBack: () => void;
  readonly onStart: () => void;
}

/** The first rows as they would be loaded, and which would be refused. */
export function PreviewStep({ preview, total, draft, busy, error, onBack, onStart }: Props) {
  const { t } = useTranslation();
  const writer = useWriter();
  return (
    <Stack gap="md">
      {preview.problems.length === 0 ? (
        <Alert color="brand" variant="light" icon={<IconCircleCheck />} c="var(--cauce-ink)">
          {t('imports.clean')}
        </Alert>
      ) : (
        <ProblemTable problems={preview.problems} />
      )}
      <Card title={t('imports.firstRows')}>
        <RowTable preview={preview} draft={draft} />
      </Card>
      {error !== null && error !== undefined && <Failure error={error} />}
      <Group justify="space-between">
        <Button variant="default" onClick={onBack}>
          {t('imports.backToColumns')}
        </Button>
        <Button onClick={onStart} loading={busy}>
          {total === null ? t('imports.start') : t('imports.startRows', { rows: writer.number(total) })}
        </Button>
      </Group>
    </Stack>
  );
}

function RowTable({ preview, draft }: { readonly preview: Preview; readonly draft: MappingDraft }) {
  const { t } = useTranslation();
  const writer = useWriter();
  const { data: meta } = useMeta();
  const fields = meta?.fields ?? [];
  const names = fieldsOf(preview.rows);
  if (preview.rows.length === 0) return <Text c="dimmed">{t('imports.noRows')}</Text>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what is wider than the screen
    <section className={classes['wide']} tabIndex={0} aria-label={t('imports.firstRows')}>
      <Table className={table['table'] ?? ''}>
        <Table.Thead>
          <Table.Tr>
            {names.map((name) => (
              <Table.Th key={name}>{name === ROW ? t('imports.row') : labelOf(name, draft, fields, writer)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {preview.rows.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one preview never move
            <Table.Tr key={place}>
              {names.map((name) => (
                <Table.Td key={name} style={{ whiteSpace: 'nowrap' }}>
                  {cellText(row, name, fields, writer, { yes: t('common.yes'), no: t('common.no') })}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function ProblemTable({ problems }: { readonly problems: readonly RowProblem[] }) {
  const { t } = useTranslation();
  const writer = useWriter();
  return (
    <Alert color="yellow" variant="light" title={t('imports.problems')} c="var(--cauce-ink)">
      <Text mb="sm">{t('imports.problemsHelp')}</Text>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('imports.row')}</Table.Th>
            <Table.Th>{t('imports.column')}</Table.Th>
            <Table.Th>{t('imports.reason')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {problems.map((problem) => (
            <Table.Tr key={`${problem.row} ${problem.column} ${problem.reason.en}`}>
              <Table.Td className="figures">{writer.number(problem.row)}</Table.Td>
              <Table.Td>{problem.column ?? t('imports.wholeRow')}</Table.Td>
              <Table.Td>{writer.text(problem.reason)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Alert>
  );
}
