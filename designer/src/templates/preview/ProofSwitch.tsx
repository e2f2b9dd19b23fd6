import { SegmentedControl } from '@mantine/core';
import { useTemplateTexts } from '../frame/texts';

interface Props {
  readonly proved: boolean;
  readonly onProved: (proved: boolean) => void;
}

/** Chooses the side of a landing page: before somebody proves who they are, or after. */
export function ProofSwitch({ proved, onProved }: Props) {
  const t = useTemplateTexts();
  return (
    <SegmentedControl
      aria-label={t('preview.proof')}
      data={[
        { value: 'before', label: t('preview.before') },
        { value: 'after', label: t('preview.after') },
      ]}
      value={proved ? 'after' : 'before'}
      onChange={(side) => onProved(side === 'after')}
    />
  );
}
