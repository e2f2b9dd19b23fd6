import { useState } from 'react';
import type { ProjectJson } from '../canvas/design';
import { DesignEditor } from '../designs/DesignEditor';
import type { TemplateEditorProps } from '../editor/contract';
import type { Imported } from './calls';
import { MAIL } from './dialect';
import { ImportMail } from './ImportMail';
import { MailHead } from './MailHead';

/** The editor of one mail: what stands in the inbox, and the design. */
export function MailEditor(props: TemplateEditorProps) {
  const { language, words, readOnly, onChange } = props;
  const [opened, setOpened] = useState({ project: words.content['project'] as ProjectJson, count: 0 });
  const [said, setSaid] = useState({ subject: words.subject ?? '', preheader: words.preheader ?? '' });
  const take = (found: Imported) => {
    const heads = { subject: found.subject || said.subject, preheader: found.preheader || said.preheader };
    setOpened({ project: found.project, count: opened.count + 1 });
    setSaid(heads);
    onChange({ ...heads, content: { project: found.project } });
  };
  return (
    <DesignEditor
      key={opened.count}
      channel="email"
      dialect={MAIL}
      project={opened.project}
      editing={props}
      head={
        <MailHead
          subject={said.subject}
          preheader={said.preheader}
          language={language}
          readOnly={readOnly}
          onChange={(changed) => {
            setSaid({ ...said, ...changed });
            onChange(changed);
          }}
        />
      }
      shelf={<ImportMail onImported={take} />}
    />
  );
}
