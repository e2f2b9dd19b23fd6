import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link, Navigate, useParams } from 'react-router';
import { ApiProblem } from '../../api/problem';
import { openTabs, thisTab } from '../../drafts/tab';
import { Answer } from '../../parts/Answer';
import { EmptyState } from '../../parts/EmptyState';
import { Room } from '../../parts/Room';
import { Waiting } from '../../parts/Waiting';
import { useMay } from '../../session/store';
import { Lost } from '../../shell/Lost';
import { fetchTemplate } from '../api';
import { isChannel } from '../document';
import { useTemplateTexts } from '../frame/texts';
import { tokensQuery } from '../tokens/tokens';
import { Editor } from './Editor';

/** What an editor begins with is asked for anew at each visit, and stays the same while one is there. */
const openQuery = (key: string) =>
  queryOptions({
    queryKey: ['template-editor', key],
    queryFn: async ({ client }) => {
      // Whoever types `{{` and a name at once must find it; without the tokens, one can still write.
      const tokens = client.ensureQueryData(tokensQuery).catch(() => null);
      const template = await fetchTemplate(key);
      const seat = { tab: await thisTab(), open: await openTabs() };
      await tokens;
      return { template, seat };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

function OpenTemplate({ id }: { readonly id: string }) {
  const t = useTemplateTexts();
  const mayEdit = useMay('templates:edit');
  const opened = useQuery(openQuery(id));
  if (opened.error instanceof ApiProblem && opened.error.status === 404) return <Lost />;
  if (opened.data === undefined) {
    return (
      <Room title={t('page.loading')}>
        <Answer query={opened} waiting={<Waiting rows={6} height={64} />}>
          {() => null}
        </Answer>
      </Room>
    );
  }
  const { template, seat } = opened.data;
  // What came finished, or went to the archive, is looked at.
  if (!template.own || template.archived || !isChannel(template.channel)) {
    return <Navigate to={`/templates/${id}`} replace />;
  }
  if (!mayEdit) {
    return (
      <EmptyState level={1} icon={IconLock} title={t('editor.forbidden')} text={t('editor.forbiddenText')}>
        <Button component={Link} to={`/templates/${id}`}>
          {t('editor.toPage')}
        </Button>
      </EmptyState>
    );
  }
  return <Editor template={template} channel={template.channel} seat={seat} />;
}

/** The editor of one template, by its key in the address. */
export function EditorRoom() {
  const { key = '' } = useParams();
  return <OpenTemplate key={key} id={key} />;
}
