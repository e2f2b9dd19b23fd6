import { Stepper } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mapping, Upload } from '../../api/types';
import { usePhone } from '../../parts/screen';
import { preview, start } from './calls';
import { MapStep } from './MapStep';
import { type MappingDraft, readMapping, writeMapping } from './mapping';
import { PreviewStep } from './PreviewStep';

/** The two steps before a file is loaded: say what its columns are, and see what would be loaded. */
export function Preparing({ upload }: { readonly upload: Upload }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<MappingDraft>(() =>
    readMapping(
      upload.mapping,
      upload.columns.map(({ name }) => name),
    ),
  );
  const [portfolio, setPortfolio] = useState(() => upload.filename.replace(/\.[^.]+$/, ''));
  const [step, setStep] = useState<0 | 1>(0);
  const phone = usePhone();
  const top = useRef<HTMLDivElement>(null);

  /** The next step begins at its top, also for the keyboard. */
  function go(next: 0 | 1) {
    setStep(next);
    top.current?.focus({ preventScroll: true });
    globalThis.scrollTo({ top: 0 });
  }

  const body: Mapping = { mapping: writeMapping(draft), portfolio: portfolio.trim() };
  const looking = useMutation({ mutationFn: () => preview(upload.id, body), onSuccess: () => go(1) });
  const starting = useMutation({
    mutationFn: () => start(upload.id, body),
    onSuccess: (item) => queries.setQueryData(['imports', upload.id], item),
  });
  return (
    <div ref={top} tabIndex={-1} style={{ outline: 'none' }}>
      <Stepper
        active={step}
        size={phone ? 'xs' : 'sm'}
        mb="lg"
        wrap={false}
        styles={{ separator: { minWidth: 8, marginInline: 6 }, stepBody: { marginInlineStart: 8 } }}
        allowNextStepsSelect={false}
        onStepClick={() => go(0)}
      >
        <Stepper.Step label={t('imports.stepColumns')} />
        <Stepper.Step label={t('imports.stepCheck')} />
        <Stepper.Step label={t('imports.stepLoad')} />
      </Stepper>
      {step === 0 || !looking.data ? (
        <MapStep
          upload={upload}
          draft={draft}
          onDraft={setDraft}
          portfolio={portfolio}
          onPortfolio={setPortfolio}
          busy={looking.isPending}
          error={looking.error}
          onNext={() => looking.mutate()}
        />
      ) : (
        <PreviewStep
          preview={looking.data}
          total={upload.rows_total}
          draft={draft}
          busy={starting.isPending}
          error={starting.error}
          onBack={() => go(0)}
          onStart={() => starting.mutate()}
        />
      )}
    </div>
  );
}
