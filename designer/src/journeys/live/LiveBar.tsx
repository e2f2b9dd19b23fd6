import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconPencil } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { RunningVersion } from '../../api/types';
import desk from '../../drafts/Desk.module.css';
import { useWriter } from '../../i18n/use';
import editorClasses from '../editor/Editor.module.css';
import { LifeControls } from '../life/LifeControls';
import type { LifeAct } from '../life/life';
import { StateBadge } from '../life/StateBadge';
import { useTexts } from '../texts';
import type { Link as LinkState } from './follow';
import classes from './Live.module.css';
import { useLiveTexts } from './texts';
import type { Live } from './useLive';

interface Props {
  readonly running: RunningVersion;
  readonly live: Live;
  readonly acts: readonly LifeAct[];
  readonly onAct: (act: LifeAct) => void;
}

function LiveMark({ link }: { readonly link: LinkState }) {
  const t = useLiveTexts();
  return (
    <Tooltip label={t(`markHelp.${link}`)} multiline maw={280}>
      <span className={classes['mark']} data-link={link} role="status">
        <span className={classes['light']} aria-hidden />
        {t(`mark.${link}`)}
      </span>
    </Tooltip>
  );
}

/** The journey's name, which version runs, how the figures come, and the way to the draft. */
export function LiveBar({ running, live, acts, onAct }: Props) {
  const t = useTexts();
  const says = useLiveTexts();
  const writer = useWriter();
  const { active, entered, ended } = live.picture.counts;
  const sums = { active: writer.number(active), entered: writer.number(entered), ended: writer.number(ended) };
  return (
    <header className={desk['bar']}>
      <Tooltip label={t('editor.back')}>
        <ActionIcon
          component={Link}
          to="/journeys"
          variant="subtle"
          color="gray.7"
          size="lg"
          aria-label={t('editor.back')}
        >
          <IconArrowLeft size={20} />
        </ActionIcon>
      </Tooltip>
      <h1 className={editorClasses['title']}>{running.name}</h1>
      <StateBadge state={live.picture.state} version={running.version.number} />
      <LiveMark link={live.link} />
      <span className={`${classes['sums']} figures`}>{says('sums', sums)}</span>
      <span className={desk['spring']} />
      <LifeControls name={running.name} acts={acts} onAct={onAct} />
      <Button
        component={Link}
        to={`/journeys/${running.id}`}
        variant="default"
        size="sm"
        leftSection={<IconPencil size={16} aria-hidden />}
      >
        {says('draft')}
      </Button>
    </header>
  );
}
