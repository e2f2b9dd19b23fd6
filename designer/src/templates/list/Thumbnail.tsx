import { IconMessage } from '@tabler/icons-react';
import { previewAddress } from '../api';
import { isDrawn } from '../document';
import classes from './Looks.module.css';

interface Props {
  readonly template: string;
  readonly channel: string;
  readonly language: string;
}

/** A small picture of what a template looks like; nothing in it runs, and nobody can reach into it. */
export function Thumbnail({ template, channel, language }: Props) {
  return (
    <span className={classes['thumbnail']} aria-hidden inert>
      {isDrawn(channel) ? (
        <iframe
          className={classes['small']}
          title={template}
          src={previewAddress(template, language)}
          sandbox=""
          loading="lazy"
          tabIndex={-1}
        />
      ) : (
        <IconMessage size={22} stroke={1.5} />
      )}
    </span>
  );
}
