import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWriter } from '../../i18n/use';
import { useSaid } from '../../parts/said';
import { sessionStore } from '../../session/store';
import { sendTest, type TemplateDetail } from '../api';
import { useTemplateTexts } from '../frame/texts';
import { useLanguageName } from '../languageName';
import type { Spot } from '../preview/PreviewPane';

interface Props {
  readonly template: Pick<TemplateDetail, 'key' | 'channel' | 'name'>;
  readonly spot: Spot;
  readonly onClose: () => void;
}

/** Sends what is saved to oneself, and says in plain words what became of it. */
export function TestDialog({ template, spot, onClose }: Props) {
  const t = useTemplateTexts();
  const said = useSaid();
  const writer = useWriter();
  const languageName = useLanguageName();
  const mail = template.channel === 'email' || template.channel === 'letter' || template.channel === 'page';
  const own = sessionStore((session) => session.user?.email ?? '');
  const [to, setTo] = useState(mail ? own : '');
  const sending = useMutation({
    mutationFn: () => sendTest(template.key, spot.language, spot.variant, to.trim() === own ? '' : to.trim()),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    sending.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t('test.title', { name: writer.text(template.name) })}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>{t('test.text', { language: languageName(spot.language), variant: spot.variant.toUpperCase() })}</Text>
          <TextInput
            data-autofocus
            label={mail ? t('test.mail') : t('test.phone')}
            description={mail ? t('test.mailHelp') : t('test.phoneHelp')}
            inputMode={mail ? 'email' : 'tel'}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          {sending.error && (
            <Alert color="red" variant="light" icon={<IconAlertTriangle />} role="alert">
              {said(sending.error)}
            </Alert>
          )}
          {sending.data && (
            <Alert color="brand" variant="light" icon={<IconCircleCheck />} role="status">
              {t('test.sent', { to: sending.data.to })}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('test.close')}
            </Button>
            <Button type="submit" loading={sending.isPending} disabled={to.trim() === ''}>
              {t(sending.data ? 'test.again' : 'test.send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
