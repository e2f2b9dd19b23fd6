import { ActionIcon, Button, TextInput, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconArrowLeft, IconBroadcast, IconCircleCheck } from '@tabler/icons-react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Journey } from '../../api/types';
import desk from '../../drafts/Desk.module.css';
import { useMay } from '../../session/store';
import { rename } from '../edits/journey';
import { LifeControls } from '../life/LifeControls';
import type { Life, LifeAct } from '../life/life';
import { StateBadge } from '../life/StateBadge';
import { useListTexts } from '../list/texts';
import { sightOf } from '../past/point';
import { People } from '../presence/People';
import type { Presence } from '../presence/usePresence';
import { countProblems } from '../problems';
import { PublishButton } from '../publish/PublishButton';
import type { Panel } from '../store';
import { useTexts } from '../texts';
import classes from './Editor.module.css';
import { SaveMark } from './SaveMark';
import { useDocument, useEditor, useScope } from './scope';
import type { Saving } from './useDraft';
import { usePanels } from './usePanels';

interface Props {
  readonly journey: Journey;
  readonly life: Life;
  readonly acts: readonly LifeAct[];
  readonly onAct: (act: LifeAct) => void;
  readonly saving: Saving;
  readonly presence: Presence;
  readonly onPublish: () => void;
}

const LONGEST_NAME = 200;

function NameInput() {
  const t = useTexts();
  const { store } = useScope();
  const { name } = useDocument();
  const commit = (input: HTMLInputElement) => {
    store.getState().apply({ name: 'rename' }, (document) => rename(document, input.value));
    input.value = store.getState().history.present.name;
  };
  return (
    <TextInput
      key={name}
      className={desk['name']}
      aria-label={t('editor.name')}
      maxLength={LONGEST_NAME}
      defaultValue={name}
      onBlur={(event) => commit(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.currentTarget.blur();
        } else if (event.key === 'Escape') {
          event.currentTarget.value = name;
          event.currentTarget.blur();
        }
      }}
    />
  );
}

/** A button that opens a panel, and closes it when it stands open. */
function usePanelButton() {
  const { store } = useScope();
  const navigate = useNavigate();
  const elsewhere = sightOf(useSearchParams()[0]).kind !== 'draft';
  const panel = useEditor((state) => state.panel.kind);
  const open = elsewhere ? 'none' : panel;
  return (kind: Exclude<Panel['kind'], 'node' | 'none'>) => ({
    'aria-pressed': open === kind,
    onClick: () => {
      store.getState().show(open === kind ? { kind: 'none' } : { kind });
      if (elsewhere) {
        // The panels stand beside the draft, and not beside what it once was.
        void navigate('.');
      }
    },
  });
}

function ProblemsButton() {
  const t = useTexts();
  const l = useListTexts();
  const { problems } = useScope();
  const button = usePanelButton();
  const { errors, warnings } = countProblems(problems);
  const Icon = errors > 0 ? IconAlertCircle : warnings > 0 ? IconAlertTriangle : IconCircleCheck;
  const text = errors > 0 ? l('errors', { count: errors }) : l('warnings', { count: warnings });
  return (
    <Button
      variant="default"
      size="sm"
      className={desk['problems'] ?? ''}
      mod={{ errors: errors > 0 }}
      leftSection={<Icon size={16} aria-hidden />}
      {...button('problems')}
    >
      {errors + warnings === 0 ? t('editor.problems') : text}
    </Button>
  );
}

/** The journey's name, how it stands, whether it is saved, and the way to publish it. */
export function TopBar({ journey, life, acts, onAct, saving, presence, onPublish }: Props) {
  const t = useTexts();
  const readOnly = useEditor((state) => state.readOnly);
  const mayPublish = useMay('journeys:publish');
  const { name } = useDocument();
  const button = usePanelButton();
  const panels = usePanels();
  return (
    <header className={desk['bar']}>
      <Tooltip label={t('editor.back')}>
        <ActionIcon
          component={Link}
          to="/journeys"
          variant="subtle"
          color="quiet"
          size="lg"
          aria-label={t('editor.back')}
        >
          <IconArrowLeft size={20} />
        </ActionIcon>
      </Tooltip>
      {readOnly ? (
        <h1 className={classes['title']}>{name}</h1>
      ) : (
        <>
          <VisuallyHidden component="h1">{name}</VisuallyHidden>
          <NameInput />
        </>
      )}
      <StateBadge state={life.state} version={journey.live_version?.number ?? null} />
      {(!readOnly || saving.state !== 'saved') && <SaveMark saving={saving} taker={presence.state?.taken_by ?? null} />}
      <span className={desk['spring']} />
      <People state={presence.state} />
      <ProblemsButton />
      {panels.map(({ kind, label, Icon }) => (
        <Tooltip key={kind} label={label}>
          <ActionIcon variant="default" size={36} aria-label={label} {...button(kind)}>
            <Icon size={18} />
          </ActionIcon>
        </Tooltip>
      ))}
      {journey.live_version !== null && (
        <Tooltip label={t('editor.live')}>
          <ActionIcon
            component={Link}
            to={`/journeys/${journey.id}/live`}
            variant="default"
            size={36}
            aria-label={t('editor.live')}
          >
            <IconBroadcast size={18} />
          </ActionIcon>
        </Tooltip>
      )}
      <LifeControls name={name} acts={acts} onAct={onAct} />
      {!readOnly && mayPublish && <PublishButton onPublish={onPublish} />}
    </header>
  );
}
