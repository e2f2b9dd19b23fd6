import { Anchor, Button } from '@mantine/core';
import { IconMailForward, IconPencil, IconRocket } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useWriter } from '../../i18n/use';
import { Card } from '../../parts/Card';
import { Room } from '../../parts/Room';
import { useMay } from '../../session/store';
import { useOfferedActs } from '../../shell/palette/acts';
import { TemplateActs } from '../acts/TemplateActs';
import { useTemplateActs } from '../acts/useTemplateActs';
import { type TemplateDetail, templatesChanged } from '../api';
import { CompareView } from '../compare/CompareView';
import { languagesOf } from '../document';
import { useTemplateTexts } from '../frame/texts';
import { HistoryPanel } from '../history/HistoryPanel';
import { pointOf, written } from '../history/moments';
import { standingOf } from '../list/filter';
import { StandingBadge } from '../list/StandingBadge';
import { ChannelName } from '../list/TemplateCard';
import type { Spot } from '../preview/PreviewPane';
import { PublishDialog } from '../publish/PublishDialog';
import { TestDialog } from '../testing/TestDialog';
import { Moment } from './Moment';
import classes from './Page.module.css';
import { Standing } from './Standing';

type Asking = 'test' | 'publish';

/** Everything of one template: what it looks like, how it stands, what it once was, and what can be done with it. */
export function TemplatePage({ template }: { readonly template: TemplateDetail }) {
  const t = useTemplateTexts();
  const writer = useWriter();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [params, setParams] = useSearchParams();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [spot, setSpot] = useState<Spot>(() => ({
    language: languagesOf(template.document, writer.language)[0] ?? writer.language,
    variant: 'a',
  }));
  const [at, beside] = [pointOf(params.get('at')), params.get('with')];
  const mayEdit = useMay('templates:edit') && template.own && !template.archived;
  const mayPublish = useMay('templates:publish') && mayEdit;
  const toPublish = mayPublish && (template.version === null || template.draft);
  const copying = useTemplateActs(template);
  const { act } = copying;
  const mayCopy = copying.acts.includes('copy');
  const acts = useMemo(
    () => [
      { id: 'template.edit', label: t('page.edit'), disabled: !mayEdit, run: () => act('edit') },
      { id: 'template.copy', label: t('acts.copy'), disabled: !mayCopy, run: () => act('copy') },
      { id: 'template.test', label: t('test.open'), disabled: !mayEdit, run: () => setAsking('test') },
      { id: 'template.publish', label: t('publish.open'), disabled: !toPublish, run: () => setAsking('publish') },
    ],
    [t, act, mayEdit, mayCopy, toPublish],
  );
  useOfferedActs(acts);
  return (
    <Room
      title={writer.text(template.name)}
      lead={
        <div className={classes['lead']}>
          <Anchor component={Link} to="/templates" underline="always">
            {t('page.back')}
          </Anchor>
          <ChannelName channel={template.channel} />
          <StandingBadge standing={standingOf(template)} version={template.version} />
        </div>
      }
      actions={
        <>
          {mayEdit && (
            <>
              <Button variant="default" leftSection={<IconMailForward size={18} />} onClick={() => setAsking('test')}>
                {t('test.open')}
              </Button>
              <Button
                component={Link}
                to="edit"
                variant={toPublish ? 'default' : 'filled'}
                leftSection={<IconPencil size={18} />}
              >
                {t('page.edit')}
              </Button>
            </>
          )}
          {toPublish && (
            <Button leftSection={<IconRocket size={18} />} onClick={() => setAsking('publish')}>
              {t('publish.open')}
            </Button>
          )}
          {!template.own && mayCopy && <Button onClick={() => act('copy')}>{t('make.begin')}</Button>}
          <TemplateActs
            template={template}
            without={template.own ? ['edit'] : ['edit', 'copy']}
            variant="default"
            onGone={() => void navigate('/templates')}
          />
        </>
      }
    >
      {copying.dialog}
      <div className={beside === null ? classes['page'] : undefined}>
        {beside === null ? (
          <Moment template={template} point={at} spot={spot} mayEdit={mayEdit} onSpot={setSpot} />
        ) : (
          <CompareView
            template={template}
            left={at}
            right={pointOf(beside)}
            spot={spot}
            onSpot={setSpot}
            onPoints={(left, right) => setParams({ at: written(left), with: written(right) }, { replace: true })}
          />
        )}
        {beside === null && (
          <aside className={classes['aside']}>
            <Standing template={template} />
            {template.own && (
              <Card title={t('history.title')}>
                <HistoryPanel template={template} mayEdit={mayEdit} />
              </Card>
            )}
          </aside>
        )}
      </div>
      {asking === 'test' && <TestDialog template={template} spot={spot} onClose={() => setAsking(null)} />}
      {asking === 'publish' && (
        <PublishDialog
          template={template}
          revision={template.revision}
          onPublished={() => void templatesChanged(queries)}
          onClose={() => setAsking(null)}
        />
      )}
    </Room>
  );
}
