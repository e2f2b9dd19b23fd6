import { Button, Indicator } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useScope } from '../editor/scope';
import { useTexts } from '../texts';
import { requestsQuery } from './api';

/** The way to publishing; it says when somebody else's request waits for an answer. */
export function PublishButton({ onPublish }: { readonly onPublish: () => void }) {
  const t = useTexts();
  const { journeyId } = useScope();
  const newest = useQuery(requestsQuery(journeyId)).data?.items[0];
  const waits = newest?.state === 'open';
  const label = !waits ? 'editor.publish' : newest.own ? 'editor.asked' : 'editor.answer';
  return (
    <Indicator disabled={!waits || newest.own} color="orange.7" size={10}>
      <Button size="sm" variant={waits && newest.own ? 'default' : 'filled'} onClick={onPublish}>
        {t(label)}
      </Button>
    </Indicator>
  );
}
