import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { kitsQuery } from '../brand/calls';
import { COLOURS } from '../brand/variables';
import type { BrandValues } from '../canvas/design';
import type { BrandLook } from '../canvas/dialect';

export interface BrandOnCanvas {
  readonly brand: BrandValues;
  readonly look: BrandLook;
}

/** What the kit of a template shows on the canvas, in a language; null until it is known. */
export function useBrand(key: string, language: string): BrandOnCanvas | null {
  const { data } = useQuery(kitsQuery);
  return useMemo(() => {
    if (!data) return null;
    const item = data.items.find((one) => one.key === key) ?? data.items.find((one) => one.default);
    const kit = item?.kit ?? data.house;
    const colours = COLOURS.map((name) => [name.replaceAll('_', '-'), kit[name]] as const);
    const legal = kit.legal as Readonly<Record<string, string>>;
    return {
      brand: {
        ...Object.fromEntries(colours),
        font: kit.font,
        'heading-font': kit.heading_font,
        radius: `${kit.radius}px`,
      },
      look: {
        name: item?.name ?? '',
        logo: kit.logo,
        logoWidth: kit.logo_width,
        legal: legal[language] ?? '',
        reached: [kit.sender_name || item?.name, kit.postal, kit.phone].filter(Boolean).join(' · '),
        social: Object.keys(kit.social),
      },
    };
  }, [data, key, language]);
}
