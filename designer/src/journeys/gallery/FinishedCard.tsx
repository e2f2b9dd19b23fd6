import { Badge } from '@mantine/core';
import { Link } from 'react-router';
import type { FinishedItem } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { type Catalog, kindByName } from '../catalog';
import { iconOf } from '../icons';
import classes from './Gallery.module.css';
import { Sketch } from './Sketch';
import { useGalleryTexts } from './texts';
import { useCountryName } from './useCountryName';

const SHOWN = new Set(['message', 'people', 'money']);

/** What a journey does beside waiting and deciding, as small signs. */
function Kinds({ item, catalog }: { readonly item: FinishedItem; readonly catalog: Catalog }) {
  const t = useGalleryTexts();
  const { language } = useWriter();
  const kinds = item.kinds
    .flatMap((name) => kindByName(catalog, name) ?? [])
    .filter((kind) => SHOWN.has(kind.category));
  const names = kinds.map((kind) => kind.labels[language]).join(', ');
  return (
    <span className={classes['kinds']} role="img" aria-label={t('uses', { kinds: names })} title={names}>
      {kinds.map((kind) => {
        const Icon = iconOf(kind.icon);
        return <Icon key={kind.name} size={16} color={kind.color} aria-hidden />;
      })}
    </span>
  );
}

/** One finished journey: its drawing, what it is for, and what it uses. */
export function FinishedCard({ item, catalog }: { readonly item: FinishedItem; readonly catalog: Catalog }) {
  const t = useGalleryTexts();
  const countryName = useCountryName();
  return (
    <article className={classes['card']}>
      <div className={classes['picture']}>
        <Sketch item={item} catalog={catalog} />
      </div>
      <div className={classes['words']}>
        <Link to={`/journeys/new/${item.key}`} className={classes['name']}>
          {item.name}
        </Link>
        <p className={classes['about']}>{item.about}</p>
        <div className={classes['foot']}>
          <Badge variant="light" size="sm" tt="none">
            {t(`stages.${item.stage as 'early'}`)}
          </Badge>
          {item.country !== null && (
            <Badge variant="outline" size="sm" tt="none">
              {countryName(item.country)}
            </Badge>
          )}
          <span className="figures">{t('steps', { count: item.cards.length })}</span>
          <Kinds item={item} catalog={catalog} />
        </div>
      </div>
    </article>
  );
}
