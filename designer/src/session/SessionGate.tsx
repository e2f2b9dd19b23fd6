import { Center, Loader, Modal, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../parts/Failure';
import { findSession } from './acts';
import { SignInForm } from './SignInForm';
import { SignInRoom } from './SignInRoom';
import { sessionStore } from './store';

/**
 * Lets in who is signed in. When a session ends on the way, its page stays and the person signs in on top
 * of it, so that nothing is lost.
 */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const status = sessionStore((state) => state.status);
  const first = useQuery({
    queryKey: ['first-session'],
    queryFn: async () => {
      await findSession();
      return true;
    },
    enabled: status === 'unknown',
    staleTime: Number.POSITIVE_INFINITY,
  });

  if (status === 'unknown') {
    return (
      <Center h="100dvh" p="md">
        {first.isError ? (
          <Failure error={first.error} onRetry={() => void first.refetch()} />
        ) : (
          <Loader aria-label={t('common.loading')} />
        )}
      </Center>
    );
  }
  if (status === 'out') return <SignInRoom />;
  return (
    <>
      {children}
      <Modal
        opened={status === 'expired'}
        onClose={() => undefined}
        withCloseButton={false}
        closeOnEscape={false}
        closeOnClickOutside={false}
        title={t('signIn.again')}
        centered
      >
        <Text c="dimmed" mb="md">
          {t('signIn.againText')}
        </Text>
        <SignInForm />
      </Modal>
    </>
  );
}
