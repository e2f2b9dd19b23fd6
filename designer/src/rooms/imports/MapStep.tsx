import { Alert, Autocomplete, Button, Group, List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMeta } from '../../api/meta';
import type { Upload } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { Card } from '../../parts/Card';
import { Failure } from '../../parts/Failure';
import { ColumnTable } from './ColumnTable';
import { usePortfolios } from './calls';
import { Defaults } from './Defaults';
import { labelOf } from './labels';
import { type Lack, lacks, type MappingDraft } from './mapping';

interface Props {
  readonly upload: Upload;
  readonly draft: MappingDraft;
  readonly onDraft: (draft: MappingDraft) => void;
  readonly portfolio: string;
  readonly onPortfolio: (name: string) => void;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onNext: () => void;
}

/** Says which column is which field, what stands where the file says nothing, and which portfolio it is. */
export function MapStep({ upload, draft, onDraft, portfolio, onPortfolio, busy, error, onNext }: Props) {
  const { t } = useTranslation();
  const writer = useWriter();
  const meta = useMeta();
  const portfolios = usePortfolios();
  const missing = lacks(draft);
  return (
    <Answer query={meta}>
      {({ fields }) => (
        <Stack gap="md">
          <Card title={t('imports.portfolio')}>
            <Autocomplete
              label={t('imports.portfolioName')}
              description={t('imports.portfolioHelp')}
              data={portfolios.data?.items.map(({ name }) => name) ?? []}
              value={portfolio}
              onChange={onPortfolio}
              maxLength={200}
              error={portfolio.trim() === '' && t('imports.portfolioMissing')}
              maw={420}
            />
          </Card>
          <Card title={t('imports.columns')}>
            <Text c="dimmed" mb="md">
              {upload.rows_total === null
                ? t('imports.columnsHelp')
                : t('imports.columnsHelpRows', { rows: writer.number(upload.rows_total) })}
            </Text>
            <ColumnTable columns={upload.columns} fields={fields} draft={draft} onDraft={onDraft} />
          </Card>
          <Card title={t('imports.defaults')}>
            <Defaults draft={draft} onDraft={onDraft} />
          </Card>
          {missing.length > 0 && (
            <Alert color="yellow" variant="light" title={t('imports.lacking')} c="var(--cauce-ink)">
              <List size="md">
                {missing.map((lack) => (
                  <List.Item key={JSON.stringify(lack)}>
                    <Lacking lack={lack} field={'field' in lack ? labelOf(lack.field, draft, fields, writer) : ''} />
                  </List.Item>
                ))}
              </List>
            </Alert>
          )}
          {error !== null && error !== undefined && <Failure error={error} />}
          <Group justify="flex-end">
            <Button onClick={onNext} loading={busy} disabled={missing.length > 0 || portfolio.trim() === ''}>
              {t('imports.look')}
            </Button>
          </Group>
        </Stack>
      )}
    </Answer>
  );
}

function Lacking({ lack, field }: { readonly lack: Lack; readonly field: string }) {
  const { t } = useTranslation();
  if (lack.code === 'fieldTwice') {
    return <>{t('imports.lacks.fieldTwice', { field, first: lack.first, second: lack.second })}</>;
  }
  return <>{t(`imports.lacks.${lack.code}`)}</>;
}
