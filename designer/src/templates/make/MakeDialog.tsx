import { Select, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { LANGUAGES, type LocalText } from '../../i18n';
import { useWriter } from '../../i18n/use';
import { ActDialog } from '../../parts/ActDialog';
import { createTemplate, templatesChanged, type Wish } from '../api';
import { useTemplateTexts } from '../frame/texts';
import { useLanguageName } from '../languageName';
import { LONGEST_NAME, nameOf } from './name';

interface Props {
  readonly title: string;
  readonly text: string;
  readonly suggested: LocalText;
  /** What it begins with, in the language that it begins in. */
  readonly wishFor: (language: string) => Omit<Wish, 'name' | 'language'>;
  /** Whether one has to say in which language it begins. */
  readonly asksLanguage: boolean;
  readonly onClose: () => void;
}

/** Asks how a new template is called, makes it, and opens its editor. */
export function MakeDialog({ title, text, suggested, wishFor, asksLanguage, onClose }: Props) {
  const t = useTemplateTexts();
  const { language: spoken } = useWriter();
  const languageName = useLanguageName();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [name, setName] = useState(suggested[spoken]);
  const [language, setLanguage] = useState<string>(spoken);
  return (
    <ActDialog
      title={title}
      effects={[text]}
      confirm={t('make.create')}
      ready={name.trim() !== ''}
      act={() =>
        createTemplate({
          ...wishFor(language),
          name: nameOf(name, suggested, spoken),
          ...(asksLanguage ? { language } : {}),
        })
      }
      onDone={async (made) => {
        await templatesChanged(queries);
        await navigate(`/templates/${made.key}/edit`);
      }}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t('make.name')}
        description={t('make.nameHelp')}
        maxLength={LONGEST_NAME}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {asksLanguage && (
        <Select
          label={t('make.language')}
          data={LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
          value={language}
          allowDeselect={false}
          onChange={(value) => value !== null && setLanguage(value)}
        />
      )}
    </ActDialog>
  );
}
