import { SegmentedControl, Text, Title } from '@mantine/core';
import { type CSSProperties, useState } from 'react';
import { useWriter } from '../../i18n/use';
import { sampleOf, useTokens } from '../tokens/tokens';
import classes from './Brand.module.css';
import type { Kit } from './calls';
import { useTexts } from './texts';
import { variablesOf } from './variables';

interface Props {
  readonly name: string;
  readonly kit: Kit;
}

/** A small mail and a small page as a kit makes them, changing while one chooses. */
export function KitPreview({ name, kit }: Props) {
  const t = useTexts();
  const [shown, setShown] = useState<string>('mail');
  const parts = ['mail', 'page'] as const;
  return (
    <section aria-label={t('preview.title')}>
      <Title order={2} mb="xs">
        {t('preview.title')}
      </Title>
      <SegmentedControl
        fullWidth
        mb="sm"
        aria-label={t('preview.title')}
        data={parts.map((value) => ({ value, label: t(`preview.${value}`) }))}
        value={shown}
        onChange={setShown}
      />
      <div className={classes['sheet']} style={variablesOf(kit) as CSSProperties}>
        {shown === 'mail' ? <SmallMail name={name} kit={kit} /> : <SmallPage name={name} kit={kit} />}
      </div>
    </section>
  );
}

/** What the made-up person of every preview reads for a detail of theirs. */
function useSample() {
  const tokens = useTokens();
  const { language } = useWriter();
  return (token: string, format = '') => sampleOf({ token, format, fallback: '…' }, tokens, language);
}

function Head({ name, kit }: Props) {
  return (
    <div className={classes['head']}>
      {kit.logo ? (
        <img src={kit.logo} alt={name} width={kit.logo_width} style={{ maxWidth: '100%' }} />
      ) : (
        <strong>{name}</strong>
      )}
    </div>
  );
}

function SmallMail({ name, kit }: Props) {
  const t = useTexts();
  const sample = useSample();
  return (
    <div className={classes['back']}>
      <Text size="xs" mb={8} style={{ color: 'var(--brand-muted)' }}>
        {t('preview.from', { sender: kit.sender_name || name })}
      </Text>
      <div className={classes['body']}>
        <Head name={name} kit={kit} />
        <div className={classes['inner']}>
          <p className={classes['title']}>{t('preview.hello', { name: sample('debtor.first_name') })}</p>
          <p>{t('preview.body')}</p>
          <div className={classes['box']}>
            {t('preview.owed')}
            <span className={`${classes['amount']} figures`}>{sample('account.balance', 'money')}</span>
          </div>
          <span className={classes['button']}>{t('preview.pay')}</span>
          <p>{t('preview.note')}</p>
        </div>
      </div>
      <Foot kit={kit} />
    </div>
  );
}

function SmallPage({ name, kit }: Props) {
  const t = useTexts();
  const sample = useSample();
  return (
    <div className={classes['back']}>
      <div className={classes['body']}>
        <Head name={name} kit={kit} />
        <div className={classes['inner']}>
          <p className={classes['title']}>{t('preview.choose')}</p>
          <div className={classes['choice']} data-chosen>
            <b>{t('preview.whole')}</b>
            <span className="figures">{sample('account.balance', 'money')}</span>
          </div>
          <div className={classes['choice']}>
            <b>{t('preview.plan', { count: sample('plan.count') })}</b>
            <span className="figures">{sample('plan.amount', 'money')}</span>
          </div>
          <span className={classes['button']}>{t('preview.pay')}</span>
          <span className={classes['link']}>{t('preview.help')}</span>
        </div>
      </div>
      <Foot kit={kit} />
    </div>
  );
}

function Foot({ kit }: { readonly kit: Kit }) {
  const t = useTexts();
  const { language } = useWriter();
  const lines = [kit.legal[language] || t('preview.legal'), kit.postal, kit.phone].filter(Boolean);
  return <div className={classes['muted']}>{lines.join('\n')}</div>;
}
