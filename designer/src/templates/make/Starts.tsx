import { Text, Title, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { LocalText } from '../../i18n';
import { CHANNEL_LOOKS } from '../channels';
import { CHANNELS, type Channel } from '../document';
import { useTemplateTexts } from '../frame/texts';
import { ImportMail } from './ImportMail';
import classes from './Make.module.css';
import { MakeDialog } from './MakeDialog';

const UNNAMED: LocalText = { es: '', en: '' };

/** A blank one, by its channel. */
function Blank() {
  const t = useTemplateTexts();
  const [channel, setChannel] = useState<Channel | null>(null);
  return (
    <section className={classes['start']} aria-label={t('make.blank')}>
      <Title order={2}>{t('make.blank')}</Title>
      <Text c="dimmed">{t('make.blankHelp')}</Text>
      <div className={classes['channels']}>
        {CHANNELS.map((one) => {
          const { icon: Icon, color } = CHANNEL_LOOKS[one];
          return (
            <UnstyledButton key={one} className={classes['channel'] ?? ''} onClick={() => setChannel(one)}>
              <Icon size={20} color={color} stroke={1.7} aria-hidden />
              {t(`channels.${one}`)}
            </UnstyledButton>
          );
        })}
      </div>
      {channel !== null && (
        <MakeDialog
          title={t('make.blankTitle', { channel: t(`channels.${channel}`) })}
          text={t('make.blankText')}
          suggested={UNNAMED}
          wishFor={() => ({ channel })}
          asksLanguage
          onClose={() => setChannel(null)}
        />
      )}
    </section>
  );
}

/** The ways to begin without another template. */
export function Starts() {
  return (
    <div className={classes['starts']}>
      <Blank />
      <ImportMail />
    </div>
  );
}
