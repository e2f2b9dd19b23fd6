import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Answer } from '../../parts/Answer';
import { Waiting } from '../../parts/Waiting';
import { useMay } from '../../session/store';
import { kitsQuery } from '../brand/calls';
import { DesignCanvas } from '../canvas/DesignCanvas';
import type { ComponentJson, PaletteBlock, ProjectJson } from '../canvas/design';
import type { Dialect } from '../canvas/dialect';
import type { TemplateEditorProps } from '../editor/contract';
import { useBrand } from './brand';
import { paletteQuery } from './calls';
import classes from './Designs.module.css';
import { KeepDialog } from './KeepDialog';
import { Sections } from './Sections';

interface Props {
  readonly channel: 'email' | 'page';
  readonly dialect: Dialect;
  /** Read at the mount only. */
  readonly project: ProjectJson;
  readonly editing: TemplateEditorProps;
  /** What is written above the canvas. */
  readonly head: ReactNode;
  /** Stands below the kept sections. */
  readonly shelf?: ReactNode;
}

/** The canvas of a template: in its brand, with the blocks of its channel and the sections that were kept. */
export function DesignEditor(props: Props) {
  const palette = useQuery(paletteQuery(props.channel));
  useQuery(kitsQuery); // asked for together with the blocks
  return <Answer query={palette}>{(blocks) => <Opened {...props} palette={blocks} />}</Answer>;
}

function Opened({ channel, editing, palette, ...props }: Props & { readonly palette: readonly PaletteBlock[] }) {
  const { language, onChange } = editing;
  const look = useBrand(editing.brand, language);
  const mayEdit = useMay('templates:edit');
  const [kept, setKept] = useState<ComponentJson | null>(null);
  if (look === null) return <Waiting />;
  return (
    <>
      <DesignCanvas
        dialect={props.dialect}
        project={props.project}
        palette={palette}
        language={language}
        brand={look.brand}
        look={look.look}
        problems={editing.problems}
        readOnly={editing.readOnly}
        onChange={(project) => onChange({ content: { project } })}
        onHandle={editing.onHandle}
        onUndoState={editing.onUndoState}
        {...(mayEdit && { onKeep: setKept })}
        head={<div className={classes['head']}>{props.head}</div>}
        shelf={(put) => (
          <>
            <Sections channel={channel} onPut={put} />
            {props.shelf}
          </>
        )}
      />
      {kept && <KeepDialog channel={channel} component={kept} onClose={() => setKept(null)} />}
    </>
  );
}
