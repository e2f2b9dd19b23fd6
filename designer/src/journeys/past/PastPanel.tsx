import { ActionIcon, Badge, Button, Group, Menu, Text } from '@mantine/core';
import { IconDots, IconPencilPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useWriter } from '../../i18n/use';
import { Failure } from '../../parts/Failure';
import { announce } from '../../parts/notices';
import { useSaid } from '../../parts/said';
import { Waiting } from '../../parts/Waiting';
import { useEditor, useScope } from '../editor/scope';
import panel from '../panel/Panel.module.css';
import { giveName, keptQuery } from './calls';
import { NameDialog } from './Dialogs';
import { compare, lookAt } from './point';
import { useDraftTexts } from './texts';
import { type Moment, useMomentLabel, usePast } from './usePast';

/** What can be done to the name of a kept draft. */
function NameMenu({ moment }: { readonly moment: Moment }) {
  const t = useDraftTexts();
  const said = useSaid();
  const queries = useQueryClient();
  const { journeyId } = useScope();
  const label = useMomentLabel();
  const [naming, setNaming] = useState(false);
  const { kept } = moment;
  if (kept === null) {
    return null;
  }
  const takeAway = async () => {
    await giveName(kept.id, null);
    announce(t('past.unnamed'));
    await queries.invalidateQueries({ queryKey: keptQuery(journeyId).queryKey });
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray.7" size="sm" aria-label={t('past.more', { name: label(moment) })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setNaming(true)}>
            {kept.name === null ? t('past.giveName') : t('past.rename')}
          </Menu.Item>
          {kept.name !== null && (
            <Menu.Item onClick={() => void takeAway().catch((error) => announce(said(error), 'failed'))}>
              {t('past.takeName')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {naming && <NameDialog draft={kept} onClose={() => setNaming(false)} />}
    </>
  );
}

function Told({ moment }: { readonly moment: Moment }) {
  const t = useDraftTexts();
  const { time } = useWriter();
  const { version, kept, who, at } = moment;
  const when = time(at, 'dateTime');
  return (
    <>
      {version !== null && <p>{version.reason}</p>}
      {kept !== null && <p className={panel['muted']}>{t(`past.cause.${kept.cause}`)}</p>}
      <p className={panel['muted']}>{who === null ? t('past.at', { when }) : t('past.by', { who, when })}</p>
    </>
  );
}

function Entry({ moment }: { readonly moment: Moment }) {
  const t = useDraftTexts();
  const label = useMomentLabel();
  const readOnly = useEditor((state) => state.readOnly);
  const { version, point, title } = moment;
  const name = label(moment);
  return (
    <li className={panel['version']}>
      <Group gap="xs" wrap="nowrap" justify="space-between" align="flex-start">
        <Group gap="xs">
          <b>{title}</b>
          {version?.live === true && (
            <Badge variant="light" tt="none" fw={560}>
              {t('past.live')}
            </Badge>
          )}
          {version !== null && (
            <span className={`${panel['muted']} figures`}>{t('past.active', { count: version.active })}</span>
          )}
        </Group>
        {!readOnly && <NameMenu moment={moment} />}
      </Group>
      <Told moment={moment} />
      <Group gap="xs" mt={6}>
        <Button
          component={Link}
          to={lookAt(point)}
          variant="default"
          size="compact-sm"
          aria-label={t('past.lookAt', { name })}
        >
          {t('past.look')}
        </Button>
        <Button
          component={Link}
          to={compare(point, 'now')}
          variant="default"
          size="compact-sm"
          aria-label={t('past.compareWith', { name })}
        >
          {t('past.compare')}
        </Button>
      </Group>
    </li>
  );
}

/** Drafts as they once were and what was published, newest first: to look at, compare, name and restore. */
export function PastPanel() {
  const t = useDraftTexts();
  const readOnly = useEditor((state) => state.readOnly);
  const { moments, isPending, error, refetch } = usePast();
  const [naming, setNaming] = useState(false);
  return (
    <>
      <Text c="dimmed" fz="sm" mb="sm">
        {t('past.help')}
      </Text>
      {!readOnly && (
        <Button
          variant="default"
          size="sm"
          leftSection={<IconPencilPlus size={16} aria-hidden />}
          onClick={() => setNaming(true)}
        >
          {t('past.keep')}
        </Button>
      )}
      {naming && <NameDialog draft={null} onClose={() => setNaming(false)} />}
      {error !== null && <Failure error={error} onRetry={refetch} />}
      {isPending && error === null && <Waiting rows={3} height={60} />}
      {!isPending && moments.length === 0 && (
        <Text c="dimmed" mt="md">
          {t('past.empty')}
        </Text>
      )}
      <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {moments.map((moment) => (
          <Entry key={`${moment.point.kind} ${moment.point.id}`} moment={moment} />
        ))}
      </ol>
    </>
  );
}
