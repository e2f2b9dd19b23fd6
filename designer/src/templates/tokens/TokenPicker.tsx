import { Popover, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { useWriter } from '../../i18n/use';
import { tokenGroups } from './groups';
import classes from './Tokens.module.css';
import { useTokenTexts } from './texts';
import { sampleOf, type TokenInfo, type Tokens, tokenOf } from './tokens';

/** Where a picker opens, in pixels of the window: below the caret, or below a button. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

interface Props {
  readonly tokens: Tokens;
  /** Null: shut. */
  readonly place: Place | null;
  readonly onPick: (token: TokenInfo) => void;
  readonly onClose: () => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** The list of fields that a design may name: searched by typing, chosen by arrow keys and Enter or by a finger. */
export function TokenPicker({ tokens, place, onPick, onClose }: Props) {
  const t = useTokenTexts();
  if (place === null) return null;
  return (
    <Popover
      opened
      trapFocus
      withinPortal
      withRoles={false}
      position="bottom-start"
      offset={4}
      width="min(340px, calc(100vw - 24px))"
      shadow="md"
      onChange={(opened) => !opened && onClose()}
    >
      <Popover.Target>
        <span
          className={classes['anchor']}
          style={{ left: place.left, top: place.top, height: place.bottom - place.top }}
        />
      </Popover.Target>
      <Popover.Dropdown p={0} role="dialog" aria-label={t('pick')}>
        <Choices tokens={tokens} onPick={onPick} onClose={onClose} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** The popover waits before it moves the focus, and what is typed until then would stand in the text. */
const focusAtOnce = (input: HTMLInputElement | null) => input?.focus({ preventScroll: true });

function Choices({ tokens, onPick, onClose }: Omit<Props, 'place'>) {
  const t = useTokenTexts();
  const { language } = useWriter();
  const id = useId();
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const groups = useMemo(() => tokenGroups(tokens.list, search, language), [tokens.list, search, language]);
  const flat = groups.flatMap((group) => group.tokens);
  const active = flat[Math.min(at, flat.length - 1)];
  const idOf = (name: string) => `${id}-${name}`;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(flat.length - 1, at + step));
      setAt(next);
      document.getElementById(idOf(flat[next]?.name ?? ''))?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (active) onPick(active);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <>
      <TextInput
        data-autofocus
        ref={focusAtOnce}
        className={classes['search'] ?? ''}
        variant="unstyled"
        placeholder={t('search')}
        aria-label={t('search')}
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={active ? idOf(active.name) : undefined}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={classes['list']} role="listbox" id={`${id}-list`} aria-label={t('pick')} tabIndex={-1}>
        {groups.map(({ scope, tokens: inside }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of inputs
          <div key={scope} role="group" aria-label={t(`scope.${scope}`)}>
            <div className={classes['scope']} aria-hidden>
              {t(`scope.${scope}`)}
            </div>
            {inside.map((one) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search above
              <div
                key={one.name}
                id={idOf(one.name)}
                className={classes['option']}
                role="option"
                tabIndex={-1}
                aria-selected={one === active}
                onMouseMove={() => setAt(flat.indexOf(one))}
                onClick={() => onPick(one)}
              >
                <span>{one.labels[language]}</span>
                <span className={classes['sample']}>{sampleOf(tokenOf(one), tokens, language)}</span>
              </div>
            ))}
          </div>
        ))}
      </div>
      {flat.length === 0 && (
        <Text size="sm" c="dimmed" p="sm" role="status">
          {t('none')}
        </Text>
      )}
    </>
  );
}
