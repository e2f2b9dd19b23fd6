import { ActionIcon, Badge, Button, Group, Menu, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useWriter } from '../../i18n/use';
import { Failure } from '../../parts/Failure';
import { Waiting } from '../../parts/Waiting';
import type { TemplateDetail } from '../api';
import { useTemplateTexts } from '../frame/texts';
import classes from './History.module.css';
import { NameDialog, RestoreDialog } from './HistoryDialogs';
import { type Moment, NOW, useMoments, written } from './moments';

const FIRST = 8;

interface EntryProps {
  readonly template: TemplateDetail;
  readonly moment: Moment;
  readonly mayEdit: boolean;
}

function Entry({ template, moment, mayEdit }: EntryProps) {
  const t = useTemplateTexts();
  const { time } = useWriter();
  const [asking, setAsking] = useState<'name' | 'restore' | null>(null);
  const { point, title, who, at, note, number } = moment;
  const when = time(at, 'short');
  const name = `${title} · ${when}`;
  const close = () => setAsking(null);
  return (
    <li className={classes['entry']}>
      <Group gap="xs" wrap="nowrap" justify="space-between" align="flex-start">
        <Group gap="xs">
          <b>{title}</b>
          {number !== null && number === template.version && (
            <Badge size="sm" variant="light" tt="none" fw={560}>
              {t('history.live')}
            </Badge>
          )}
        </Group>
        {mayEdit && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon variant="subtle" color="quiet" size="sm" aria-label={t('history.more', { name })}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {point.kind === 'kept' && (
                <Menu.Item onClick={() => setAsking('name')}>
                  {t(moment.named ? 'history.rename' : 'history.giveName')}
                </Menu.Item>
              )}
              <Menu.Item onClick={() => setAsking('restore')}>{t('history.restore')}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      {note !== '' && <p className={classes['note']}>{note}</p>}
      <p className={`${classes['when']} figures`}>{who === null ? when : t('history.by', { who, when })}</p>
      <Group gap="xs">
        <Button
          component={Link}
          to={`?at=${written(point)}`}
          variant="default"
          size="compact-sm"
          aria-label={t('history.lookAt', { name })}
        >
          {t('history.look')}
        </Button>
        <Button
          component={Link}
          to={`?at=${written(point)}&with=${written(NOW)}`}
          variant="default"
          size="compact-sm"
          aria-label={t('history.compareWith', { name })}
        >
          {t('history.compare')}
        </Button>
      </Group>
      {asking === 'name' && <NameDialog template={template} moment={moment} onClose={close} />}
      {asking === 'restore' && <RestoreDialog template={template} moment={moment} onClose={close} />}
    </li>
  );
}

/** What was published and drafts as they once were, newest first: to look at, compare, name and restore. */
export function HistoryPanel({ template, mayEdit }: { readonly template: TemplateDetail; readonly mayEdit: boolean }) {
  const t = useTemplateTexts();
  const { moments, pending, error, refetch } = useMoments(template);
  const [all, setAll] = useState(false);
  const [keeping, setKeeping] = useState(false);
  if (error !== null) return <Failure error={error} onRetry={refetch} />;
  if (pending) return <Waiting rows={3} height={56} />;
  const shown = all ? moments : moments.slice(0, FIRST);
  return (
    <>
      {mayEdit && (
        <Button variant="default" size="xs" onClick={() => setKeeping(true)}>
          {t('history.keep')}
        </Button>
      )}
      {keeping && <NameDialog template={template} moment={null} onClose={() => setKeeping(false)} />}
      {moments.length === 0 && (
        <Text c="dimmed" mt="sm">
          {t('history.empty')}
        </Text>
      )}
      <ol className={classes['entries']}>
        {shown.map((moment) => (
          <Entry key={written(moment.point)} template={template} moment={moment} mayEdit={mayEdit} />
        ))}
      </ol>
      {moments.length > shown.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
          {t('history.all', { count: moments.length })}
        </Button>
      )}
    </>
  );
}
