import type { Side } from './threeWay';

/** One thing that both sides changed, and not to the same. */
export type Clash =
  | { readonly kind: 'setting'; readonly id: string; readonly setting: string }
  | { readonly kind: 'step'; readonly id: string }
  | { readonly kind: 'removed'; readonly id: string; readonly by: Side }
  | { readonly kind: 'link'; readonly from: string; readonly port: string }
  | { readonly kind: 'watch'; readonly key: string }
  | { readonly kind: 'name' }
  | { readonly kind: 'entry' };
