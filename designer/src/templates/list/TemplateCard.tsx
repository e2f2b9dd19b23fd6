import { Badge } from '@mantine/core';
import { Link } from 'react-router';
import { useWriter } from '../../i18n/use';
import { useCountryName } from '../../journeys/gallery/useCountryName';
import { TemplateActs } from '../acts/TemplateActs';
import type { TemplateLine } from '../api';
import { CHANNEL_LOOKS } from '../channels';
import { isChannel } from '../document';
import { useTemplateTexts } from '../frame/texts';
import { PURPOSES, standingOf } from './filter';
import classes from './List.module.css';
import { Picture } from './Picture';
import { StandingBadge } from './StandingBadge';

/** The sign of a channel and its name. */
export function ChannelName({ channel }: { readonly channel: string }) {
  const t = useTemplateTexts();
  if (!isChannel(channel)) return <span>{channel}</span>;
  const { icon: Icon, color } = CHANNEL_LOOKS[channel];
  return (
    <span className={classes['channel']}>
      <Icon size={16} color={color} aria-hidden />
      {t(`channels.${channel}`)}
    </span>
  );
}

/** One template: what it looks like, how it stands, and what uses it. */
export function TemplateCard({ template }: { readonly template: TemplateLine }) {
  const t = useTemplateTexts();
  const writer = useWriter();
  const { key, name, languages, used_by: usedBy, saved_at: savedAt } = template;
  const countryName = useCountryName();
  const purpose = PURPOSES.find((one) => one === template.purpose);
  const foot = [
    purpose === undefined ? '' : t(`make.purposes.${purpose}`),
    template.jurisdictions.map(countryName).join(', '),
    usedBy.length > 0 ? t('list.usedBy', { count: usedBy.length }) : '',
    savedAt === null ? '' : t('list.savedAt', { when: writer.time(savedAt, 'short') }),
  ].filter(Boolean);
  return (
    <article className={classes['card']}>
      <Picture template={template} language={writer.language} />
      <div className={classes['words']}>
        <div className={classes['head']}>
          <Link to={`/templates/${key}`} className={classes['name']}>
            {writer.text(name)}
          </Link>
          <span className={classes['acts']}>
            <TemplateActs template={template} />
          </span>
        </div>
        <div className={classes['foot']}>
          <ChannelName channel={template.channel} />
          <span className={classes['languages']}>{languages.map((one) => one.toUpperCase()).join(' · ')}</span>
          <StandingBadge standing={standingOf(template)} version={template.version} />
        </div>
        {template.gone.length > 0 && (
          <Badge
            size="sm"
            tt="none"
            fw={560}
            color="red"
            variant="light"
            c="var(--cauce-error)"
            title={t(template.channel === 'page' ? 'list.gonePageHelp' : 'list.goneHelp')}
          >
            {t('list.gone', { names: writer.list(template.gone) })}
          </Badge>
        )}
        {foot.length > 0 && (
          <p className={`${classes['more']} figures`} title={usedBy.map((journey) => journey.name).join(', ')}>
            {foot.join(' · ')}
          </p>
        )}
      </div>
    </article>
  );
}
