import type { Language } from '../../i18n';
import { previewAddress, type TemplateLine } from '../api';
import { isDrawn } from '../document';
import classes from './Picture.module.css';

interface Props {
  readonly template: TemplateLine;
  readonly language: Language;
  readonly large?: boolean;
}

/**
 * What a template looks like, as a card shows it: a sheet for what is drawn, a bubble for a text, a page of a script for
 * what is said. Nothing in it runs, and nobody can reach into it.
 */
export function Picture({ template, language, large = false }: Props) {
  const { channel, key, languages, words } = template;
  const spoken = languages.includes(language) ? language : (languages[0] ?? language);
  return (
    <div className={classes['picture']} data-channel={channel} data-large={large} aria-hidden inert>
      {isDrawn(channel) ? (
        <div className={classes['sheet']}>
          <iframe
            title={key}
            src={previewAddress(key, spoken, template.own)}
            className={classes['frame']}
            sandbox=""
            loading="lazy"
            tabIndex={-1}
          />
        </div>
      ) : (
        <p className={channel === 'voice' ? classes['script'] : classes['bubble']} lang={spoken}>
          {words[spoken]?.opening}
        </p>
      )}
    </div>
  );
}
