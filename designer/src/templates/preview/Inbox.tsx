import { Avatar } from '@mantine/core';
import { useTemplateTexts } from '../frame/texts';
import classes from './Preview.module.css';

interface Props {
  readonly sender: string;
  readonly subject: string;
  readonly preheader: string;
}

/** The line that a mail is in an inbox: who, what about, and how it begins. */
export function Inbox({ sender, subject, preheader }: Props) {
  const t = useTemplateTexts();
  return (
    <fieldset className={classes['inbox']} aria-label={t('preview.inbox')}>
      <Avatar size={36} radius="xl" color="brand" aria-hidden>
        {sender.charAt(0).toUpperCase()}
      </Avatar>
      <div className={classes['line']}>
        <p className={classes['sender']}>{sender}</p>
        <p className={classes['subject']}>{subject === '' ? t('preview.noSubject') : subject}</p>
        {preheader !== '' && <p className={classes['preheader']}>{preheader}</p>}
      </div>
    </fieldset>
  );
}
