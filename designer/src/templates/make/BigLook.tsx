import { Button, Group, Modal, SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { useMay } from '../../session/store';
import { type TemplateLine, templateQuery } from '../api';
import { isChannel } from '../document';
import { useTemplateTexts } from '../frame/texts';
import { useLanguageName } from '../languageName';
import { Looks } from '../preview/Looks';
import { CopyDialog } from './CopyDialog';
import classes from './Make.module.css';

interface Props {
  readonly template: TemplateLine;
  readonly onClose: () => void;
}

/** A template in its full size, before one begins with it. */
export function BigLook({ template, onClose }: Props) {
  const t = useTemplateTexts();
  const writer = useWriter();
  const languageName = useLanguageName();
  const mayEdit = useMay('templates:edit');
  const [language, setLanguage] = useState(
    template.languages.includes(writer.language) ? writer.language : (template.languages[0] ?? writer.language),
  );
  const [copying, setCopying] = useState(false);
  const detail = useQuery(templateQuery(template.key));
  if (copying) return <CopyDialog source={template} onClose={() => setCopying(false)} />;
  return (
    <Modal opened onClose={onClose} title={writer.text(template.name)} size={760}>
      <Group justify="space-between" mb="sm" gap="sm">
        <Text c="dimmed" size="sm">
          {isChannel(template.channel) && t(`make.for.${template.channel}`)}
        </Text>
        {template.languages.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('preview.language')}
            data={template.languages.map((value) => ({ value, label: languageName(value) }))}
            value={language}
            onChange={setLanguage}
          />
        )}
      </Group>
      <div className={classes['big']}>
        <Answer query={detail}>
          {({ channel, document }) => (
            <Looks sight={{ channel, document, language, variant: 'a', account: null, dark: false }} view="computer" />
          )}
        </Answer>
      </div>
      <Group justify="flex-end" mt="md">
        <Button component={Link} to={`/templates/${template.key}`} variant="default">
          {t('make.open')}
        </Button>
        {mayEdit && <Button onClick={() => setCopying(true)}>{t('make.begin')}</Button>}
      </Group>
    </Modal>
  );
}
