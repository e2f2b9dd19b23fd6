import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const PAUSE_MS = 250;

interface Props {
  readonly value: string;
  readonly label: string;
  readonly onSearch: (search: string) => void;
}

/** Searches as one types, after a short pause. */
export function SearchBox({ value, label, onSearch }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const searchSoon = useDebouncedCallback(onSearch, PAUSE_MS);

  function change(next: string) {
    setTyped(next);
    searchSoon(next.trim());
  }

  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      flex="1 1 240px"
      maw={420}
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSection={typed && <CloseButton size="sm" aria-label={t('common.clear')} onClick={() => change('')} />}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
