import { Modal, TextInput, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Entry, useEntries } from './entries';
import classes from './Palette.module.css';

const STEPS: Readonly<Record<string, (place: number, last: number) => number>> = {
  ArrowDown: (place, last) => (place >= last ? 0 : place + 1),
  ArrowUp: (place, last) => (place <= 0 ? last : place - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** One box for everything: type a few letters, choose with the arrows, and Enter does it or goes there. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const entries = useEntries(typed);
  const last = entries.length - 1;
  const place = Math.min(chosen, Math.max(last, 0));
  const choose = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (event.key === 'Enter') {
      event.preventDefault();
      choose(entries[place]);
    } else if (step !== undefined) {
      event.preventDefault();
      setChosen(step(place, last));
    }
  };
  const optionId = (index: number) => `${list}-${index}`;
  useEffect(() => {
    document.getElementById(`${list}-${place}`)?.scrollIntoView({ block: 'nearest' });
  }, [list, place]);
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      size={600}
      yOffset="12vh"
      padding={0}
      attributes={{ content: { 'aria-label': t('palette.title') } }}
    >
      <TextInput
        data-autofocus
        size="lg"
        variant="unstyled"
        className={classes['input'] ?? ''}
        leftSection={<IconSearch size={20} aria-hidden />}
        placeholder={t('palette.placeholder')}
        role="combobox"
        aria-label={t('palette.placeholder')}
        aria-expanded={entries.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={entries.length > 0 ? optionId(place) : undefined}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} role="listbox" aria-label={t('palette.title')} className={classes['list']}>
        <Groups entries={entries} place={place} optionId={optionId} onChoose={choose} />
      </div>
      {entries.length === 0 && <p className={classes['nothing']}>{t('palette.nothing')}</p>}
      <VisuallyHidden role="status">{t('palette.found', { count: entries.length })}</VisuallyHidden>
    </Modal>
  );
}

interface GroupsProps {
  readonly entries: readonly Entry[];
  readonly place: number;
  readonly optionId: (index: number) => string;
  readonly onChoose: (entry: Entry) => void;
}

function Groups({ entries, place, optionId, onChoose }: GroupsProps) {
  const { t } = useTranslation();
  const groups = [...new Set(entries.map(({ group }) => group))];
  return groups.map((group) => (
    // biome-ignore lint/a11y/useSemanticElements: a list of choices has groups of its own, no fieldsets
    <div key={group} role="group" aria-label={t(`palette.group.${group}`)}>
      <div className={classes['heading']} aria-hidden>
        {t(`palette.group.${group}`)}
      </div>
      {entries.map((entry, index) =>
        entry.group === group ? (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box above, which keeps the focus
          <div
            key={entry.id}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === place}
            className={classes['option']}
            onClick={() => onChoose(entry)}
          >
            <span>{entry.label}</span>
            {entry.hint && <span className={classes['hint']}>{entry.hint}</span>}
          </div>
        ) : null,
      )}
    </div>
  ));
}
