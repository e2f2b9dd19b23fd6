import { Button, Stack } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Failure } from '../../parts/Failure';
import { checkLinks } from '../api';
import { useTemplateTexts } from '../frame/texts';
import { Findings, type OnJump } from './Findings';
import classes from './Publish.module.css';

/** Asks every address of a template whether it answers, which takes some seconds: only when somebody wants it. */
export function LinkCheck({ template, onJump }: { readonly template: string; readonly onJump?: OnJump | undefined }) {
  const t = useTemplateTexts();
  const { mutate, isPending, data, error } = useMutation({ mutationFn: () => checkLinks(template) });
  return (
    <Stack gap="xs" mt="sm" align="flex-start">
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconLink size={14} aria-hidden />}
        loading={isPending}
        onClick={() => mutate()}
      >
        {t('publish.links')}
      </Button>
      {error !== null && <Failure error={error} onRetry={() => mutate()} />}
      {data?.length === 0 && (
        <span className={classes['hint']} role="status">
          {t('publish.linksAnswer')}
        </span>
      )}
      {data !== undefined && data.length > 0 && <Findings problems={data} onJump={onJump} />}
    </Stack>
  );
}
