import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Journey, Publication as Version } from '../../api/types';
import { Failure } from '../../parts/Failure';
import { useScope } from '../editor/scope';
import type { Saving } from '../editor/useDraft';
import { useTexts } from '../texts';
import { Checklist } from './Checklist';
import { Inside } from './Inside';
import { type Choices, movesOf } from './moves';
import { AskedFor, Published } from './Outcome';
import { OpenRequest, Refused } from './Request';
import type { CheckRow } from './rows';
import { type Look, useLook, useRequests } from './useLook';
import { usePublication } from './usePublication';

interface Props {
  readonly journey: Journey;
  readonly saving: Saving;
  readonly onClose: () => void;
}

const LONGEST_REASON = 500;

interface ReasonProps {
  readonly first: boolean;
  readonly fourEyes: boolean;
  readonly ready: boolean;
  readonly pending: boolean;
  readonly onSubmit: (reason: string) => void;
  readonly onClose: () => void;
}

/** Why it is published, and the button that does it, or asks for it. */
function Reason({ first, fourEyes, ready, pending, onSubmit, onClose }: ReasonProps) {
  const t = useTexts();
  const [reason, setReason] = useState(first ? t('publish.reasonFirst') : '');
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === '') setMissing(true);
    else onSubmit(reason.trim());
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Textarea
          label={t('publish.reason')}
          description={t('publish.reasonHelp')}
          maxLength={LONGEST_REASON}
          autosize
          minRows={2}
          value={reason}
          error={missing ? t('publish.reasonMissing') : null}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setMissing(false);
          }}
        />
        {fourEyes && (
          <Text size="sm" c="dimmed">
            {t('publish.fourEyes')}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('publish.cancel')}
          </Button>
          <Button type="submit" disabled={!ready} loading={pending}>
            {t(fourEyes ? 'publish.ask' : 'publish.go')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface LookingProps extends Props {
  readonly onVersion: (version: Version) => void;
}

/** The last look before people are written to: what is wrong, what it brings, who is inside, and why it is published. */
function LastLook({ journey, saving, onClose, onVersion }: LookingProps) {
  const { store } = useScope();
  const { fourEyes, open, refused, answering } = useRequests(journey.id);
  const publication = usePublication(journey.id, fourEyes === true, onVersion);
  const problems = publication.problems ?? saving.problems;
  const look = useLook(journey, problems);
  const { impact, sound } = look;
  const [choices, setChoices] = useState<Choices>({});
  if (publication.request !== null) return <AskedFor onClose={onClose} />;
  const show = (what: NonNullable<CheckRow['shows']>) => {
    onClose();
    store.getState().show(what === 'problems' ? { kind: what } : { kind: 'node', id: what.node });
  };
  const ready = sound && impact !== null;
  return (
    <Stack gap="md">
      <Checklist
        problems={problems}
        outlook={look.outlook}
        impact={impact}
        lacks={look.lacks}
        version={(journey.live_version?.number ?? 0) + 1}
        onShow={show}
      />
      <Progress look={look} />
      {refused && <Refused request={refused} />}
      {open && <OpenRequest key={open.id} journeyId={journey.id} request={open} ready={ready} onApproved={onVersion} />}
      {!answering && (
        <>
          {impact && impact.nodes.length > 0 && <Inside impact={impact} choices={choices} onChoices={setChoices} />}
          {publication.failure !== null && <Alert color="red">{publication.failure}</Alert>}
          <Reason
            first={journey.live_version === null}
            fourEyes={fourEyes === true}
            ready={ready && fourEyes !== null}
            pending={publication.pending}
            onSubmit={(reason) => publication.publish(reason, impact ? movesOf(impact, choices) : [])}
            onClose={onClose}
          />
        </>
      )}
    </Stack>
  );
}

/** What is still being saved or looked at, and what failed. */
function Progress({ look }: { readonly look: Look }) {
  const t = useTexts();
  return (
    <>
      {look.saved === 'saving' && <Text c="dimmed">{t('publish.saving')}</Text>}
      {look.saved === 'failed' && <Alert color="red">{t('publish.notSaved')}</Alert>}
      {look.looking && <Text c="dimmed">{t(look.looking === 'people' ? 'inside.looking' : 'publish.looking')}</Text>}
      {look.failed && <Failure error={look.failed} onRetry={look.again} />}
    </>
  );
}

/** Publishing a journey, from the last look to the version that is live. */
export function PublishDialog({ journey, saving, onClose }: Props) {
  const t = useTexts();
  const { store } = useScope();
  const { name } = store.getState().history.present;
  const [version, setVersion] = useState<Version | null>(null);
  return (
    <Modal opened onClose={onClose} title={<b>{t('publish.title', { name })}</b>} size="lg">
      {version === null ? (
        <LastLook journey={journey} saving={saving} onClose={onClose} onVersion={setVersion} />
      ) : (
        <Published published={version} onClose={onClose} />
      )}
    </Modal>
  );
}
