import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Language } from '../../i18n';
import { firstWords, type TemplateLine } from '../api';
import classes from './Looks.module.css';
import { Thumbnail } from './Thumbnail';

interface Props {
  readonly template: TemplateLine;
  readonly language: Language;
  readonly children?: ReactNode;
}

/** A template as a picker shows it: its small picture, its name and its first words. */
export function TemplateLooks({ template, language, children }: Props) {
  return (
    <div className={classes['line']}>
      <Thumbnail template={template.key} channel={template.channel} language={language} />
      <div className={classes['words']}>
        <Text size="sm" fw={560}>
          {template.name[language]}
        </Text>
        <span className={classes['opening']}>{firstWords(template, language)}</span>
        {children}
      </div>
    </div>
  );
}
