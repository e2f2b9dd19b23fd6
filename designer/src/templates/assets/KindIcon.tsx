import { IconBadgeCc, IconFileTypePdf, IconPhoto, IconVideo } from '@tabler/icons-react';
import type { AssetKind } from './calls';

const ICONS = { image: IconPhoto, video: IconVideo, document: IconFileTypePdf, captions: IconBadgeCc };

/** The sign of a kind of file; says nothing to who cannot see. */
export function KindIcon({ kind, size }: { readonly kind: AssetKind; readonly size: number }) {
  const Icon = ICONS[kind];
  return <Icon size={size} stroke={1.3} style={{ flexShrink: 0 }} aria-hidden />;
}
