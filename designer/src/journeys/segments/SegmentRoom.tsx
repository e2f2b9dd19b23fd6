import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { Answer } from '../../parts/Answer';
import { Lost } from '../../shell/Lost';
import { segmentQuery } from './api';
import { ConditionScope } from './ConditionScope';
import { SegmentForm } from './SegmentForm';

/** One segment by its number in the address, or a new one. */
export function SegmentRoom() {
  const { segment } = useParams();
  if (segment === 'new') {
    return (
      <ConditionScope>
        <SegmentForm saved={null} />
      </ConditionScope>
    );
  }
  const number = Number(segment);
  return Number.isInteger(number) && number > 0 ? <Saved key={number} id={number} /> : <Lost />;
}

function Saved({ id }: { readonly id: number }) {
  const segment = useQuery(segmentQuery(id));
  return (
    <Answer query={segment}>
      {(found) => (
        <ConditionScope>
          <SegmentForm saved={found} />
        </ConditionScope>
      )}
    </Answer>
  );
}
