import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSaid } from './said';

interface Props {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** What went wrong in plain words, and another try where one makes sense. */
export function Failure({ error, onRetry }: Props) {
  const { t } = useTranslation();
  const said = useSaid();
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} title={t('failure.title')} role="alert">
      <Stack gap="sm" align="flex-start">
        <Text>{said(error)}</Text>
        {onRetry && (
          <Button variant="default" size="xs" leftSection={<IconRefresh size={16} />} onClick={onRetry}>
            {t('failure.retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
