import { Anchor, SegmentedControl, Select, Text, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { EmptyState } from '../../parts/EmptyState';
import { Room } from '../../parts/Room';
import { SearchBox } from '../../parts/SearchBox';
import { Waiting } from '../../parts/Waiting';
import { useMay } from '../../session/store';
import { firstWords, type TemplateLine, templatesQuery } from '../api';
import { isChannel } from '../document';
import { useTemplateTexts } from '../frame/texts';
import { choices, PURPOSES, suiting } from '../list/filter';
import list from '../list/List.module.css';
import { Picture } from '../list/Picture';
import { ChannelName } from '../list/TemplateCard';
import { BigLook } from './BigLook';
import classes from './Make.module.css';
import { Starts } from './Starts';

function Tile({ template, onLook }: { readonly template: TemplateLine; readonly onLook: () => void }) {
  const t = useTemplateTexts();
  const writer = useWriter();
  const purpose = PURPOSES.find((one) => one === template.purpose);
  const purposeName = purpose === undefined ? '' : t(`make.purposes.${purpose}`);
  return (
    <button type="button" className={classes['look']} onClick={onLook}>
      <Picture template={template} language={writer.language} large />
      <span className={classes['caption']}>
        <span className={classes['name']}>{writer.text(template.name)}</span>
        <span className={classes['opening']}>{firstWords(template, writer.language)}</span>
        <span className={classes['meta']}>
          <ChannelName channel={template.channel} />
          {purposeName !== '' && <span>{purposeName}</span>}
          {template.languages.map((one) => one.toUpperCase()).join(' · ')}
        </span>
      </span>
    </button>
  );
}

type Whose = 'finished' | 'own';

function Gallery({ items }: { readonly items: readonly TemplateLine[] }) {
  const t = useTemplateTexts();
  const [text, setText] = useState('');
  const [channel, setChannel] = useState<string | null>(null);
  const [purpose, setPurpose] = useState<string | null>(null);
  const [whose, setWhose] = useState<Whose>('finished');
  const [looking, setLooking] = useState<TemplateLine | null>(null);
  const { channels, purposes } = choices(items);
  const found = suiting(items, {
    text,
    channel,
    language: null,
    state: null,
    purpose: whose === 'own' ? null : purpose,
  }).filter(({ own }) => own === (whose === 'own'));
  return (
    <section aria-label={t('make.from')}>
      <Title order={2} mb="sm">
        {t('make.from')}
      </Title>
      <div className={list['filters']}>
        <SearchBox value={text} label={t('list.search')} onSearch={setText} />
        <Select
          aria-label={t('list.channel')}
          placeholder={t('list.any.channel')}
          data={channels.map((value) => ({ value, label: isChannel(value) ? t(`channels.${value}`) : value }))}
          value={channel}
          onChange={setChannel}
          clearable
          clearButtonProps={{ 'aria-label': t('list.clear') }}
        />
        {whose === 'finished' && (
          <Select
            aria-label={t('make.purpose')}
            placeholder={t('make.anyPurpose')}
            data={purposes.map((value) => ({ value, label: t(`make.purposes.${value}`) }))}
            value={purpose}
            onChange={setPurpose}
            clearable
            clearButtonProps={{ 'aria-label': t('list.clear') }}
          />
        )}
        {items.some(({ own }) => own) && (
          <SegmentedControl
            aria-label={t('make.whose')}
            data={[
              { value: 'finished', label: t('make.finished') },
              { value: 'own', label: t('make.own') },
            ]}
            value={whose}
            onChange={(value) => setWhose(value as Whose)}
          />
        )}
      </div>
      <Text size="sm" c="dimmed" mb="sm" role="status">
        {t('make.found', { count: found.length })}
      </Text>
      {found.length === 0 && (
        <EmptyState icon={IconSearch} title={t('list.nothingTitle')} text={t('list.nothingText')} />
      )}
      <ul className={classes['grid']}>
        {found.map((template) => (
          <li key={template.key}>
            <Tile template={template} onLook={() => setLooking(template)} />
          </li>
        ))}
      </ul>
      {looking !== null && <BigLook template={looking} onClose={() => setLooking(null)} />}
    </section>
  );
}

/** Where a new template begins: from a finished one, from one's own, from a file, or from empty. */
export function NewRoom() {
  const t = useTemplateTexts();
  const mayEdit = useMay('templates:edit');
  const templates = useQuery(templatesQuery);
  return (
    <Room
      title={t('make.title')}
      lead={
        <>
          {t('make.lead')}{' '}
          <Anchor component={Link} to="/templates" underline="always">
            {t('make.back')}
          </Anchor>
        </>
      }
    >
      {mayEdit && <Starts />}
      <Answer query={templates} waiting={<Waiting rows={3} height={320} />}>
        {({ items }) => <Gallery items={items} />}
      </Answer>
    </Room>
  );
}
