import { TextInput } from '@mantine/core';
import { useDocument, useEditor, useScope } from '../editor/scope';
import { rename } from '../edits/journey';
import { ExportLink } from '../gallery/ExportLink';
import { GuardForm } from '../life/GuardForm';
import { useTexts } from '../texts';
import { Watches } from './Watches';

const LONGEST_NAME = 200;

/** What holds for the journey as a whole: its name, when people leave it wherever they stand, and its limits. */
export function JourneyPanel() {
  const t = useTexts();
  const { store, journeyId } = useScope();
  const readOnly = useEditor((state) => state.readOnly);
  const document = useDocument();
  return (
    <>
      <TextInput
        key={document.name}
        label={t('panel.journeyName')}
        defaultValue={document.name}
        maxLength={LONGEST_NAME}
        readOnly={readOnly}
        onBlur={(event) => {
          const { value } = event.currentTarget;
          store.getState().apply({ name: 'rename' }, (present) => rename(present, value));
        }}
      />
      <Watches />
      <GuardForm />
      <ExportLink journey={journeyId} />
    </>
  );
}
