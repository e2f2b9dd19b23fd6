import { Button, Select, Title } from '@mantine/core';
import { IconLayoutBoard, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWriter } from '../../i18n/use';
import { Answer } from '../../parts/Answer';
import { EmptyState } from '../../parts/EmptyState';
import { type ListAddress, useListAddress } from '../../parts/listAddress';
import { Room } from '../../parts/Room';
import { SearchBox } from '../../parts/SearchBox';
import { Waiting } from '../../parts/Waiting';
import { useMay } from '../../session/store';
import { type TemplateLine, templatesQuery } from '../api';
import { isChannel } from '../document';
import { ContentTabs } from '../frame/ContentTabs';
import { useTemplateTexts } from '../frame/texts';
import { useLanguageName } from '../languageName';
import { choices, STATES, suiting, type Wanted } from './filter';
import { KeptNote } from './KeptNote';
import classes from './List.module.css';
import { TemplateCard } from './TemplateCard';

interface FilterProps {
  readonly items: readonly TemplateLine[];
  readonly wanted: Wanted;
  readonly address: ListAddress;
}

function Filters({ items, wanted, address }: FilterProps) {
  const t = useTemplateTexts();
  const languageName = useLanguageName();
  const { channels, languages } = choices(items);
  const selects = [
    {
      name: 'channel',
      data: channels.map((value) => ({ value, label: isChannel(value) ? t(`channels.${value}`) : value })),
    },
    { name: 'language', data: languages.map((value) => ({ value, label: languageName(value) })) },
    { name: 'state', data: STATES.map((value) => ({ value, label: t(`list.states.${value}`) })) },
  ] as const;
  return (
    <div className={classes['filters']}>
      <SearchBox
        key={wanted.text === '' ? 'empty' : 'typed'}
        value={wanted.text}
        label={t('list.search')}
        onSearch={(search) => address.set({ search })}
      />
      {selects.map(({ name, data }) => (
        <Select
          key={name}
          aria-label={t(`list.${name}`)}
          placeholder={t(`list.any.${name}`)}
          data={data}
          value={wanted[name]}
          onChange={(value) => address.set({ [name]: value })}
          clearable
          clearButtonProps={{ 'aria-label': t('list.clear') }}
        />
      ))}
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  readonly items: readonly TemplateLine[];
}

function Group({ title, items }: GroupProps) {
  const { number } = useWriter();
  if (items.length === 0) return null;
  return (
    <section aria-label={title}>
      <div className={classes['heading']}>
        <Title order={2}>{title}</Title>
        <span className={`${classes['count']} figures`}>{number(items.length)}</span>
      </div>
      <ul className={classes['grid']}>
        {items.map((template) => (
          <li key={template.key}>
            <TemplateCard template={template} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Nothing({ onClear }: { readonly onClear: () => void }) {
  const t = useTemplateTexts();
  return (
    <EmptyState icon={IconSearch} title={t('list.nothingTitle')} text={t('list.nothingText')}>
      <Button variant="default" onClick={onClear}>
        {t('list.clear')}
      </Button>
    </EmptyState>
  );
}

function Found({ items, begin }: { readonly items: readonly TemplateLine[]; readonly begin: ReactNode }) {
  const t = useTemplateTexts();
  const address = useListAddress();
  const wanted: Wanted = {
    text: address.search,
    channel: address.get('channel'),
    language: address.get('language'),
    state: address.get('state'),
  };
  const found = suiting(items, wanted);
  const asked = wanted.text !== '' || wanted.channel !== null || wanted.language !== null || wanted.state !== null;
  const clear = () => address.set({ search: null, channel: null, language: null, state: null });
  return (
    <>
      <Filters items={items} wanted={wanted} address={address} />
      {found.length === 0 && asked && <Nothing onClear={clear} />}
      {!asked && items.every(({ own }) => !own) && (
        <EmptyState icon={IconLayoutBoard} title={t('list.emptyTitle')} text={t('list.emptyText')}>
          {begin}
        </EmptyState>
      )}
      <Group title={t('list.own')} items={found.filter(({ own }) => own)} />
      <Group title={t('list.finished')} items={found.filter(({ own }) => !own)} />
    </>
  );
}

/** Everything that marketers made, and the finished ones: what each looks like, and how it stands. */
export function ListRoom() {
  const t = useTemplateTexts();
  const mayEdit = useMay('templates:edit');
  const templates = useQuery(templatesQuery);
  const begin = mayEdit && (
    <Button component={Link} to="/templates/new" leftSection={<IconPlus size={18} />}>
      {t('list.new')}
    </Button>
  );
  const none = templates.data?.items.every(({ own }) => !own) ?? false;
  return (
    <>
      <ContentTabs />
      <Room title={t('list.title')} lead={t('list.lead')} actions={!none && begin}>
        {mayEdit && <KeptNote />}
        <Answer query={templates} waiting={<Waiting rows={3} height={260} />}>
          {({ items }) => <Found items={items} begin={begin} />}
        </Answer>
      </Room>
    </>
  );
}
