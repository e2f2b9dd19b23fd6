import { Text } from '@mantine/core';
import { useWriter } from '../../i18n/use';
import classes from './Assets.module.css';
import type { Asset } from './calls';
import { KindIcon } from './KindIcon';
import { useTexts } from './texts';

interface Props {
  readonly asset: Asset;
  /** Whether it is the chosen one; left out where tiles open and do not choose. */
  readonly chosen?: boolean;
  readonly onOpen: () => void;
}

/** What an asset looks like: its picture, or the sign of its kind. Says nothing to who cannot see. */
export function Look({ asset }: { readonly asset: Asset }) {
  if (asset.thumbnail === null) return <KindIcon kind={asset.kind} size={44} />;
  return <img src={asset.thumbnail} alt="" loading="lazy" decoding="async" />;
}

/** One asset of the grid. */
export function AssetTile({ asset, chosen, onOpen }: Props) {
  const t = useTexts();
  const writer = useWriter();
  const { kind, name, width, height, size } = asset;
  const figures = [...(width > 0 ? [t('pixels', { width, height })] : [t(`one.${kind}`)]), writer.bytes(size)];
  return (
    <button
      type="button"
      className={classes['tile']}
      onClick={onOpen}
      {...(chosen === undefined ? {} : { 'aria-pressed': chosen })}
    >
      <span className={classes['shown']}>
        <Look asset={asset} />
      </span>
      <span className={classes['words']}>
        <Text component="span" display="block" fw={560} size="sm" truncate title={name}>
          {name}
        </Text>
        <Text component="span" display="block" size="xs" c="dimmed" className="figures">
          {figures.join(' · ')}
        </Text>
      </span>
    </button>
  );
}
