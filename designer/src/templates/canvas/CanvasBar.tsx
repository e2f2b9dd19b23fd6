import { SegmentedControl, VisuallyHidden } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile, IconDeviceTablet } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import classes from './Canvas.module.css';
import { useCanvas } from './context';
import { DEVICES, type Device } from './grapes';
import { useCanvasTexts } from './texts';

const ICONS = { desktop: IconDeviceDesktop, tablet: IconDeviceTablet, phone: IconDeviceMobile };

/** The strip above the canvas: how wide the design is looked at, and what is done to the text that is being written. */
export function CanvasBar({ children }: { readonly children?: ReactNode }) {
  const t = useCanvasTexts();
  const { editor } = useCanvas();
  const [device, setDevice] = useState<Device>('desktop');
  return (
    <div className={classes['bar']}>
      <div className={classes['barWords']}>{children}</div>
      <SegmentedControl
        size="xs"
        aria-label={t('devices.label')}
        value={device}
        data={DEVICES.map((name) => {
          const Icon = ICONS[name];
          return {
            value: name,
            label: (
              <span className={classes['device']} title={t(`devices.${name}`)}>
                <Icon size={18} stroke={1.6} aria-hidden />
                <VisuallyHidden>{t(`devices.${name}`)}</VisuallyHidden>
              </span>
            ),
          };
        })}
        onChange={(next) => {
          const chosen = DEVICES.find((one) => one === next) ?? 'desktop';
          setDevice(chosen);
          editor.setDevice(chosen);
        }}
      />
    </div>
  );
}
