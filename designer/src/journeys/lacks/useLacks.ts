import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TemplateLacks } from '../../api/types';
import { useDocument } from '../editor/scope';
import { lacksQuery } from './api';
import { audienceOf, filledBy } from './audience';

const TYPING_MS = 400;

export interface Lacks {
  /** How many are in the audience. */
  readonly total: number;
  readonly templates: readonly TemplateLacks[];
}

/** Of the audience that the drawing has now, who lacks what these templates cannot do without; null while not known. */
export function useLacks(templates: readonly string[]): Lacks | null {
  const document = useDocument();
  const audience = useMemo(() => audienceOf(document), [document]);
  const [asked] = useDebouncedValue(audience, TYPING_MS);
  const { data } = useQuery(lacksQuery(asked, templates));
  if (data === undefined) return null;
  const filled = filledBy(document);
  const open = data.templates.map(({ template, lacks }) => {
    return { template, lacks: lacks.filter(({ token }) => !filled.has(token)) };
  });
  return { total: data.total, templates: open };
}
