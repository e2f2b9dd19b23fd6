import { Alert, Button, Group, Modal, NumberInput, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../parts/notices';
import { useSaid } from '../../parts/said';
import { usePhone } from '../../parts/screen';
import { CropArea } from './CropArea';
import { type AssetDetail, cutAsset, useRefresh } from './calls';
import { isWhole, type Part, resultOf, SHAPES, type Shape, shaped, withNumber } from './crop';
import { useTexts } from './texts';

interface Props {
  readonly asset: AssetDetail;
  readonly onMade: (id: number) => void;
  readonly onClose: () => void;
}

const NUMBERS = ['x', 'y', 'width', 'height'] as const;

function isShape(value: string): value is Shape {
  return value in SHAPES;
}

/** Makes a new picture of a part of one, or of all of it at another width. */
export function CutDialog({ asset, onMade, onClose }: Props) {
  const t = useTexts();
  const common = useTranslation().t;
  const said = useSaid();
  const phone = usePhone();
  const refresh = useRefresh();
  const [part, setPart] = useState<Part>({ x: 0, y: 0, width: asset.width, height: asset.height });
  const [shape, setShape] = useState<Shape>('free');
  const [width, setWidth] = useState<number | null>(null);
  const result = resultOf(part, width);
  const whole = isWhole(part, asset);
  const making = useMutation({
    mutationFn: () => cutAsset(asset.id, { ...(whole ? {} : { crop: part }), ...(width === null ? {} : { width }) }),
    onSuccess: (made) => {
      announce(t('cut.made', { name: made.name }));
      void refresh();
      onClose();
      onMade(made.id);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    making.mutate();
  };
  const choose = (value: string) => {
    if (!isShape(value)) return;
    setShape(value);
    setPart(shaped(part, asset, value));
  };
  return (
    <Modal opened onClose={onClose} title={t('cut.title')} size={720} fullScreen={phone}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text c="dimmed">{t('cut.help')}</Text>
          <CropArea asset={asset} part={part} shape={shape} onPart={setPart} />
          <SegmentedControl
            aria-label={t('cut.shape')}
            data={Object.keys(SHAPES).map((value) => ({ value, label: t(`cut.shapes.${value as Shape}`) }))}
            value={shape}
            onChange={choose}
          />
          <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="sm">
            {NUMBERS.map((name) => (
              <NumberInput
                key={name}
                label={t(`cut.${name}`)}
                min={0}
                allowDecimal={false}
                value={part[name]}
                onChange={(value) => setPart(withNumber(part, name, Number(value), asset, shape))}
              />
            ))}
          </SimpleGrid>
          <Group justify="space-between" align="flex-end">
            <NumberInput
              label={t('cut.result')}
              description={t('cut.resultHelp')}
              placeholder={String(part.width)}
              min={1}
              max={part.width}
              allowDecimal={false}
              w={220}
              value={width ?? ''}
              onChange={(value) => setWidth(value === '' || Number(value) < 1 ? null : Number(value))}
            />
            <Text className="figures" aria-live="polite">
              {t('cut.will', { ...result })}
            </Text>
          </Group>
          {making.error && (
            <Alert color="red" variant="light" icon={<IconAlertTriangle />} role="alert">
              {said(making.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('common.back')}
            </Button>
            <Button type="submit" loading={making.isPending} disabled={whole && width === null}>
              {t('cut.make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
