import { Button } from '@mantine/core';
import { kindByName } from '../catalog';
import { nodeById } from '../document';
import { useDocument, useScope } from '../editor/scope';
import { portsOf } from '../ports';
import { useTexts } from '../texts';
import classes from './Canvas.module.css';
import { useMoment } from './moment';

/** Says that a step is to be chosen now, to which a way out leads. */
export function ConnectBanner() {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const document = useDocument();
  const connecting = useMoment((moment) => moment.connecting);
  const node = connecting === null ? undefined : nodeById(document, connecting.node);
  const kind = node === undefined ? undefined : kindByName(catalog, node.kind);
  if (connecting === null || node === undefined || kind === undefined) {
    return null;
  }
  const port = portsOf(kind, node.settings, reading.language).find(({ name }) => name === connecting.port);
  return (
    <div className={classes['banner']} role="status">
      <span>
        {t('canvas.connecting', { step: kind.labels[reading.language], port: port?.label ?? connecting.port })}
      </span>
      <Button size="compact-sm" variant="default" onClick={() => useMoment.setState({ connecting: null })}>
        {t('canvas.stopConnecting')}
      </Button>
    </div>
  );
}
