import { useEffect, useState } from 'react';
import type { Condition } from '../../journeys/document';
import { ConditionEditor } from '../../journeys/form/ConditionEditor';
import { ConditionScope } from '../../journeys/segments/ConditionScope';
import { bringJourneyTexts } from '../../journeys/texts';
import { Waiting } from '../../parts/Waiting';

interface Props {
  readonly value: Condition | null;
  readonly disabled: boolean;
  readonly onChange: (condition: Condition | null) => void;
}

/** The editor of conditions that journeys have, with its texts. */
export function ConditionPart(props: Props) {
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    void bringJourneyTexts().then(() => setReady(true));
  }, []);
  if (!isReady) return <Waiting />;
  return (
    <ConditionScope>
      <ConditionEditor {...props} />
    </ConditionScope>
  );
}
