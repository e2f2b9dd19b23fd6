import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ownEventOf } from '../events';
import { useTexts } from '../texts';

const LONGEST = 60;

/** Names an event that the customer's own systems report, in words; the id follows from them. */
export function OwnEvent({ onAdd }: { readonly onAdd: (name: string) => void }) {
  const t = useTexts();
  const [words, setWords] = useState('');
  const name = ownEventOf(words);
  const add = () => {
    if (name !== null) {
      onAdd(name);
      setWords('');
    }
  };
  return (
    <Group gap="xs" mt="xs" wrap="nowrap" align="flex-end">
      <TextInput
        flex={1}
        size="sm"
        label={t('form.ownEventAdd')}
        description={name === null ? t('form.ownEventHelp') : t('form.ownEventId', { name })}
        placeholder={t('form.ownEventExample')}
        maxLength={LONGEST}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            add();
          }
        }}
      />
      <Button variant="default" size="sm" disabled={name === null} onClick={add}>
        {t('form.add')}
      </Button>
    </Group>
  );
}
