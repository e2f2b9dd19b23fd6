import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { Failure } from '../../parts/Failure';
import { Waiting } from '../../parts/Waiting';
import type { TemplateDetail } from '../api';
import { useTemplateTexts } from '../frame/texts';
import { RestoreDialog } from '../history/HistoryDialogs';
import { NOW, type Point, type Shown, useDocuments, useMoments, written } from '../history/moments';
import { PreviewPane, type Spot } from '../preview/PreviewPane';
import classes from './Page.module.css';

interface Props {
  readonly template: TemplateDetail;
  readonly point: Point;
  readonly spot: Spot;
  readonly mayEdit: boolean;
  readonly onSpot: (spot: Spot) => void;
}

/** The template as it stands or stood, to look at. */
export function Moment({ template, point, spot, mayEdit, onSpot }: Props) {
  const [shown] = useDocuments(template, [point]) as [Shown];
  return (
    <div className={classes['main']}>
      {point.kind !== 'draft' && <Banner template={template} point={point} title={shown.title} mayEdit={mayEdit} />}
      {shown.error !== null && <Failure error={shown.error} />}
      {shown.document === null && shown.error === null && <Waiting rows={2} height={240} />}
      {shown.document !== null && (
        <PreviewPane channel={template.channel} document={shown.document} spot={spot} onSpot={onSpot} />
      )}
    </div>
  );
}

interface BannerProps {
  readonly template: TemplateDetail;
  readonly point: Point;
  readonly title: string;
  readonly mayEdit: boolean;
}

/** That this is not how it stands now, and the ways from here. */
function Banner({ template, point, title, mayEdit }: BannerProps) {
  const t = useTemplateTexts();
  const { moments } = useMoments(template);
  const [restoring, setRestoring] = useState(false);
  const moment = moments.find((one) => written(one.point) === written(point));
  return (
    <div className={classes['banner']} role="status">
      <span>{t('history.lookingAt', { title })}</span>
      <Group gap="xs">
        {mayEdit && moment !== undefined && (
          <Button size="xs" onClick={() => setRestoring(true)}>
            {t('history.restore')}
          </Button>
        )}
        <Button component={Link} to={`?at=${written(point)}&with=${written(NOW)}`} variant="default" size="xs">
          {t('history.compare')}
        </Button>
        <Button component={Link} to="." variant="default" size="xs">
          {t('history.backToNow')}
        </Button>
      </Group>
      {restoring && moment !== undefined && (
        <RestoreDialog template={template} moment={moment} onClose={() => setRestoring(false)} />
      )}
    </div>
  );
}
