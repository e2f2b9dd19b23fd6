import { Button, SegmentedControl, Select, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useWriter } from '../../i18n/use';
import { Card } from '../../parts/Card';
import { Failure } from '../../parts/Failure';
import { Waiting } from '../../parts/Waiting';
import { previewQuery, type Sight, type TemplateDetail } from '../api';
import { languagesOf, type TemplateDocument, variantOf, variantsOf } from '../document';
import { useTemplateTexts } from '../frame/texts';
import {
  type Moment,
  NOW,
  type Point,
  pointOf,
  type Shown,
  useDocuments,
  useMoments,
  written,
} from '../history/moments';
import { useLanguageName } from '../languageName';
import { Looks } from '../preview/Looks';
import type { Spot } from '../preview/PreviewPane';
import { ProofSwitch } from '../preview/ProofSwitch';
import { ChangeList } from './ChangeList';
import classes from './Compare.module.css';
import { changesOf } from './changes';
import { compareLines, withoutSignatures, wordsOfPage } from './lines';

interface Props {
  readonly template: TemplateDetail;
  readonly left: Point;
  readonly right: Point;
  readonly spot: Spot;
  readonly onSpot: (spot: Spot) => void;
  readonly onPoints: (left: Point, right: Point) => void;
}

/** Two states of a template side by side, and what changed from the left to the right. */
export function CompareView({ template, left, right, spot, onSpot, onPoints }: Props) {
  const t = useTemplateTexts();
  const languageName = useLanguageName();
  const [first, second] = useDocuments(template, [left, right]) as [Shown, Shown];
  const { moments } = useMoments(template);
  const [proved, setProved] = useState(true);
  const { language: reader } = useWriter();
  const failed = first.error ?? second.error;
  if (failed !== null) return <Failure error={failed} />;
  const { document: before } = first;
  const { document: after } = second;
  const languages = after === null ? [] : languagesOf(after, reader);
  const language = languages.includes(spot.language) ? spot.language : (languages[0] ?? spot.language);
  const ids = [before, after].flatMap((one) => (one === null ? [] : variantsOf(one, language).map(({ id }) => id)));
  const variants = [...new Set(ids)].toSorted();
  const sideOf = (title: string, document: TemplateDocument): Side => {
    return { title, sight: { ...sightOf(template.channel, document, language, spot.variant), proved } };
  };
  return (
    <>
      <div className={classes['heads']}>
        <PointSelect
          label={t('compare.left')}
          point={left}
          moments={moments}
          onPoint={(point) => onPoints(point, right)}
        />
        <PointSelect
          label={t('compare.right')}
          point={right}
          moments={moments}
          onPoint={(point) => onPoints(left, point)}
        />
        {languages.length > 1 && (
          <SegmentedControl
            aria-label={t('preview.language')}
            data={languages.map((value) => ({ value, label: languageName(value) }))}
            value={language}
            onChange={(value) => onSpot({ ...spot, language: value })}
          />
        )}
        {variants.length > 1 && (
          <SegmentedControl
            aria-label={t('preview.variant')}
            data={variants.map((id) => ({ value: id, label: id.toUpperCase() }))}
            value={variants.includes(spot.variant) ? spot.variant : (variants[0] ?? 'a')}
            onChange={(value) => onSpot({ language, variant: value })}
          />
        )}
        {template.channel === 'page' && <ProofSwitch proved={proved} onProved={setProved} />}
        <Button component={Link} to="." variant="default">
          {t('compare.close')}
        </Button>
      </div>
      {before === null || after === null ? (
        <Waiting rows={3} height={200} />
      ) : (
        <Both left={sideOf(first.title, before)} right={sideOf(second.title, after)} />
      )}
    </>
  );
}

function sightOf(channel: string, document: TemplateDocument, language: string, variant: string): Sight {
  const spoken = language in document.languages ? language : (languagesOf(document, '')[0] ?? language);
  const id = variantOf(document, spoken, variant)?.id ?? 'a';
  return { channel, document, language: spoken, variant: id, account: null, dark: false };
}

interface PointSelectProps {
  readonly label: string;
  readonly point: Point;
  readonly moments: readonly Moment[];
  readonly onPoint: (point: Point) => void;
}

function PointSelect({ label, point, moments, onPoint }: PointSelectProps) {
  const t = useTemplateTexts();
  const { time } = useWriter();
  return (
    <Select
      label={label}
      data={[
        { value: written(NOW), label: t('history.now') },
        ...moments.map(({ point: one, title, at }) => ({
          value: written(one),
          label: `${title} · ${time(at, 'short')}`,
        })),
      ]}
      value={written(point)}
      allowDeselect={false}
      onChange={(value) => onPoint(pointOf(value))}
    />
  );
}

interface Side {
  readonly title: string;
  readonly sight: Sight;
}

function useSaid(sight: Sight): string | null {
  const preview = useQuery(previewQuery(sight)).data;
  if (preview === undefined) return null;
  return withoutSignatures(preview.text || wordsOfPage(preview.html ?? ''));
}

function Both({ left, right }: { readonly left: Side; readonly right: Side }) {
  const t = useTemplateTexts();
  const [said, says] = [useSaid(left.sight), useSaid(right.sight)];
  const lines = said === null || says === null ? [] : compareLines(said, says);
  const same = lines.every(({ kind }) => kind === 'same');
  return (
    <>
      <div className={classes['sides']}>
        {[left, right].map(({ title, sight }, index) => (
          <section
            key={index === 0 ? 'left' : 'right'}
            className={classes['side']}
            aria-label={`${t(index === 0 ? 'compare.left' : 'compare.right')}: ${title}`}
          >
            <Title order={2}>{title}</Title>
            <Looks sight={sight} view="phone" />
          </section>
        ))}
      </div>
      <div className={classes['panels']}>
        <Card title={t('changes.title')}>
          <ChangeList changes={changesOf(left.sight.document, right.sight.document)} />
        </Card>
        <Card title={t('compare.words')}>
          {same ? (
            t('compare.sameWords')
          ) : (
            <ol className={classes['lines']}>
              {lines.map(({ kind, text }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line may stand there twice, and lines never move
                <li key={index} className={kind === 'same' ? '' : classes[kind]}>
                  {text}
                </li>
              ))}
            </ol>
          )}
        </Card>
      </div>
    </>
  );
}
