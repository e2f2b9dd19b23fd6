import { Stack, Switch, Text } from '@mantine/core';
import { Card } from '../../parts/Card';
import type { Kit } from './calls';
import { useTexts } from './texts';

interface Props {
  readonly kit: Kit;
  readonly readOnly: boolean;
  readonly onKit: (changed: Partial<Kit>) => void;
}

/** Whether it is counted who opens the mails of a brand, and who follows their links. */
export function Counting({ kit, readOnly, onKit }: Props) {
  const t = useTexts();
  return (
    <Card title={t('sections.counting')}>
      <Stack gap="md">
        {(['count_opens', 'count_clicks'] as const).map((name) => (
          <Switch
            key={name}
            label={t(`counting.${name}`)}
            aria-label={t(`counting.${name}`)}
            description={t(`counting.${name}_help`)}
            disabled={readOnly}
            checked={kit[name]}
            onChange={(event) => onKit({ [name]: event.currentTarget.checked })}
          />
        ))}
        <Text size="sm" c="dimmed">
          {t('counting.help')}
        </Text>
      </Stack>
    </Card>
  );
}
