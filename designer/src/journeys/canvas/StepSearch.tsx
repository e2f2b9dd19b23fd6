import { ActionIcon, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useReactFlow } from '@xyflow/react';
import { type KeyboardEvent, useState } from 'react';
import { kindByName } from '../catalog';
import { NOTE_HEIGHT, NOTE_WIDTH } from '../document';
import { useDocument, useScope, useSentence } from '../editor/scope';
import { useJump } from '../editor/useJump';
import { notesOf } from '../edits/notes';
import { iconOf } from '../icons';
import { matches } from '../search';
import { useTexts } from '../texts';
import { focusCard } from './focus';
import { useMoment } from './moment';
import classes from './StepSearch.module.css';

const MOST = 30;

interface Found {
  readonly id: string;
  readonly label: string;
  readonly sentence: string;
  readonly color: string;
  readonly icon: string | undefined;
  readonly jump: () => void;
}

/** The steps and notes that say what is looked for. */
function useFound(search: string): readonly Found[] {
  const t = useTexts();
  const { store, catalog, reading } = useScope();
  const document = useDocument();
  const sentence = useSentence();
  const jump = useJump();
  const flow = useReactFlow();
  const steps = document.nodes.map((step): Found => {
    const kind = kindByName(catalog, step.kind);
    return {
      id: step.id,
      label: kind?.labels[reading.language] ?? t('canvas.unknownKind'),
      sentence: kind === undefined ? step.kind : sentence(step),
      color: kind?.color ?? 'var(--cauce-muted)',
      icon: kind?.icon,
      jump: () => {
        jump(step.id);
        focusCard(step.id);
      },
    };
  });
  const notes = notesOf(document).map(([id, note]): Found => {
    const go = () => {
      store.getState().select([], [], [id]);
      void flow.setCenter(note.x + NOTE_WIDTH / 2, note.y + NOTE_HEIGHT / 2, { zoom: Math.max(flow.getZoom(), 0.8) });
      focusCard(`note:${id}`);
    };
    return { id: `note:${id}`, label: t('note.role'), sentence: note.text, color: '#8a6d1a', icon: 'edit', jump: go };
  });
  return [...steps, ...notes].filter((one) => matches(search, one.label, one.sentence)).slice(0, MOST);
}

function Results({ found, active }: { readonly found: readonly Found[]; readonly active: number }) {
  const t = useTexts();
  if (found.length === 0) {
    return <p className={classes['none']}>{t('canvas.searchNone')}</p>;
  }
  return (
    <ul className={classes['list']} id="step-search" aria-label={t('canvas.search')}>
      {found.map(({ id, label, sentence, color, icon, jump }, index) => {
        const Icon = iconOf(icon);
        return (
          <li key={id}>
            <button type="button" className={classes['found']} data-active={index === active} onClick={jump}>
              <Icon size={16} color={color} aria-hidden />
              <span>
                <b>{label}</b> {sentence}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Looks for a step by what its card says; Enter goes there. */
export function StepSearch() {
  const t = useTexts();
  const [search, setSearch] = useState('');
  const [active, setActive] = useState(0);
  const found = useFound(search);
  const close = () => useMoment.setState({ searching: false });
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      setActive((active + by + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      found[active]?.jump();
      close();
    } else if (event.key === 'Escape') {
      close();
    }
  };
  return (
    <search className={classes['search']}>
      <TextInput
        autoFocus
        type="search"
        size="sm"
        aria-label={t('canvas.search')}
        aria-controls="step-search"
        placeholder={t('canvas.searchHint')}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          <ActionIcon variant="subtle" color="gray.7" aria-label={t('canvas.searchClose')} onClick={close}>
            <IconX size={16} />
          </ActionIcon>
        }
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      {search.trim() !== '' && <Results found={found} active={active} />}
    </search>
  );
}
