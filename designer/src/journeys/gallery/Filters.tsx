import { Select } from '@mantine/core';
import type { FinishedItem } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { SearchBox } from '../../parts/SearchBox';
import type { Catalog } from '../catalog';
import { withCapital } from '../names';
import { choices, type Wanted } from './filter';
import classes from './Gallery.module.css';
import { useGalleryTexts } from './texts';
import { useCountryName } from './useCountryName';

interface Props {
  readonly items: readonly FinishedItem[];
  readonly catalog: Catalog;
  readonly wanted: Wanted;
  readonly onChange: (wanted: Wanted) => void;
}

/** Finding a journey by words, stage, channel or country. */
export function Filters({ items, catalog, wanted, onChange }: Props) {
  const t = useGalleryTexts();
  const countryName = useCountryName();
  const { language } = useWriter();
  const { stages, channels, countries } = choices(items);
  const kindOf = (channel: string) => catalog.kinds.find((kind) => kind.channel === channel);
  const channelName = (channel: string) =>
    catalog.channels.find(({ name }) => name === channel)?.labels[language] ?? kindOf(channel)?.labels[language];
  const selects = [
    {
      name: 'stage',
      label: t('stage'),
      any: t('anyStage'),
      data: stages.map((value) => ({ value, label: t(`stages.${value as 'early'}`) })),
    },
    {
      name: 'channel',
      label: t('channel'),
      any: t('anyChannel'),
      data: channels.map((value) => ({ value, label: withCapital(channelName(value) ?? value) })),
    },
    {
      name: 'country',
      label: t('country'),
      any: t('anyCountry'),
      data: countries.map((value) => ({ value, label: countryName(value) })),
    },
  ] as const;
  return (
    <div className={classes['filters']}>
      <SearchBox
        key={wanted.text === '' ? 'empty' : 'typed'}
        value={wanted.text}
        label={t('search')}
        onSearch={(text) => onChange({ ...wanted, text })}
      />
      {selects.map(({ name, label, any, data }) => (
        <Select
          key={name}
          aria-label={label}
          placeholder={any}
          data={data}
          value={wanted[name]}
          onChange={(value) => onChange({ ...wanted, [name]: value })}
          clearable
        />
      ))}
    </div>
  );
}
