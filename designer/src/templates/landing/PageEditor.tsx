import { Text } from '@mantine/core';
import { useState } from 'react';
import type { ProjectJson } from '../canvas/design';
import { DesignEditor } from '../designs/DesignEditor';
import type { TemplateEditorProps } from '../editor/contract';
import { TokenText } from '../tokens/TokenText';
import { pageDialect } from './dialect';
import { createPieces, fetchPieces } from './pieces';
import { usePageTexts } from './texts';

/** The editor of one landing page: its title, and the design. */
export function PageEditor(props: TemplateEditorProps) {
  const { words, readOnly, onChange } = props;
  const t = usePageTexts();
  const [dialect] = useState(() => pageDialect(createPieces(fetchPieces(props.brand))));
  const [title, setTitle] = useState(words.subject ?? '');
  return (
    <DesignEditor
      channel="page"
      dialect={dialect}
      project={words.content['project'] as ProjectJson}
      editing={props}
      head={
        <>
          <TokenText
            single
            label={t('title')}
            help={t('titleHelp')}
            value={title}
            disabled={readOnly}
            onChange={(subject) => {
              setTitle(subject);
              onChange({ subject });
            }}
          />
          <Text size="sm">{t('proof')}</Text>
        </>
      }
    />
  );
}
