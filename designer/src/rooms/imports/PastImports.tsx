import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Import } from '../../api/types';
import { useWriter } from '../../i18n/use';
import classes from '../../parts/list.module.css';
import { stateOf } from './states';

/** What came in before, the latest first. */
export function PastImports({ imports }: { readonly imports: readonly Import[] }) {
  const { t } = useTranslation();
  return (
    <section>
      <Title order={2} mb="sm">
        {t('imports.past')}
      </Title>
      {imports.length === 0 ? (
        <Text c="dimmed">{t('imports.none')}</Text>
      ) : (
        <div className={classes['card']}>
          <ul className={classes['entries']}>
            {imports.map((item) => (
              <li key={item.id} className={`${classes['entry']} ${classes['row']}`}>
                <Entry item={item} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function Entry({ item }: { readonly item: Import }) {
  const { t } = useTranslation();
  const writer = useWriter();
  const state = stateOf(item);
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <Stack gap={2} miw={0}>
        <Link to={`/import/${item.id}`} className={classes['link']}>
          {item.filename}
        </Link>
        <Text size="sm" c="dimmed">
          {[item.portfolio, writer.time(item.created_at), item.created_by].filter(Boolean).join(' · ')}
        </Text>
        {state.name === 'done' && (
          <Text size="sm" className="figures">
            {t('imports.summary', {
              created: writer.number(item.created),
              updated: writer.number(item.updated),
              refused: writer.number(item.refused),
            })}
          </Text>
        )}
      </Stack>
      <Badge variant="light" color={state.color} c={state.ink} tt="none" fw={560} style={{ flexShrink: 0 }}>
        {t(`imports.states.${state.name}`)}
      </Badge>
    </Group>
  );
}
