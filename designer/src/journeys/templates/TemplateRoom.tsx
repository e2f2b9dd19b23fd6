import { SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { Room } from '../../parts/Room';
import { usePhone } from '../../parts/screen';
import { Lost } from '../../shell/Lost';
import { useTexts } from '../texts';
import { isDrawn, previewAddress, previewQuery, type TemplateLine, templatesQuery } from './api';
import classes from './Templates.module.css';

const WIDTHS = { computer: 640, phone: 390 } as const;

type View = keyof typeof WIDTHS;

/** A template to look at, in each of its languages; there is nothing to change here. */
export function TemplateRoom() {
  const { key = '' } = useParams();
  return (
    <Answer query={useQuery(templatesQuery)}>
      {({ items }) => {
        const found = items.find((template) => template.key === key);
        return found === undefined ? <Lost /> : <Looks template={found} />;
      }}
    </Answer>
  );
}

function Looks({ template }: { readonly template: TemplateLine }) {
  const t = useTexts();
  const { language } = useWriter();
  const [chosen, setChosen] = useState<string>(language);
  const spoken = template.languages.includes(chosen) ? chosen : (template.languages[0] ?? language);
  return (
    <Room
      title={template.name[language]}
      lead={t('templates.lead')}
      actions={
        <SegmentedControl
          aria-label={t('templates.language')}
          data={template.languages.map((value) => ({ value, label: value.toUpperCase() }))}
          value={spoken}
          onChange={setChosen}
        />
      }
    >
      {template.words[spoken]?.subject && (
        <Text mb="md" fw={560}>
          {template.words[spoken].subject}
        </Text>
      )}
      <Body template={template} language={spoken} />
    </Room>
  );
}

function Body({ template, language }: { readonly template: TemplateLine; readonly language: string }) {
  const t = useTexts();
  const views = viewsOf(template.channel, usePhone());
  const preview = useQuery(previewQuery(template.key, template.channel, language));
  return (
    <Answer query={preview}>
      {(text) =>
        isDrawn(template.channel) ? (
          <div className={classes['sheets']}>
            {views.map((view) => (
              <figure key={view} className={classes['sheet']}>
                <Text component="figcaption" size="sm" c="dimmed" mb={6}>
                  {t(`templates.${view}`)}
                </Text>
                <iframe
                  className={classes['frame']}
                  style={{ width: WIDTHS[view] }}
                  title={t(`templates.${view}`)}
                  src={previewAddress(template.key, language)}
                  sandbox=""
                />
              </figure>
            ))}
          </div>
        ) : (
          <div className={classes['text']}>{text}</div>
        )
      }
    </Answer>
  );
}

/** A phone has no room for a computer's, and a letter is paper wherever one looks at it. */
function viewsOf(channel: string, onPhone: boolean): readonly View[] {
  if (onPhone) return ['phone'];
  return channel === 'letter' ? ['computer'] : ['computer', 'phone'];
}
