import { ActionIcon, Button, Drawer, NativeSelect, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconArrowsExchange } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ReactFlowProvider } from '@xyflow/react';
import { type ReactNode, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Failure } from '../../parts/Failure';
import { Waiting } from '../../parts/Waiting';
import { Canvas } from '../canvas/Canvas';
import { type Catalog, kindByName, wholeSettings } from '../catalog';
import { bothOf, type Marks } from '../compare/both';
import { Changes } from '../compare/Changes';
import { difference } from '../compare/diff';
import { MarksProvider } from '../compare/marks';
import type { JourneyDocument } from '../document';
import { EditorScopeProvider, useEditor, useScope } from '../editor/scope';
import panel from '../panel/Panel.module.css';
import { SidePanel } from '../panel/SidePanel';
import { portsOf } from '../ports';
import { saidOf } from '../said';
import { createEditorStore } from '../store';
import { sentencesQuery } from './calls';
import { RestoreDialog } from './Dialogs';
import classes from './Past.module.css';
import { asPoint, compare, type Kept, type Point, type Sight, written } from './point';
import { useDraftTexts } from './texts';
import { useDrawing, useMomentLabel, usePast } from './usePast';

/** A drawing that only can be looked at, apart from the draft that is being edited. */
function Still({ document, marks, children }: { document: JourneyDocument; marks: Marks | null; children: ReactNode }) {
  const outer = useScope();
  const { data: checked } = useQuery(sentencesQuery(document));
  const store = useMemo(() => createEditorStore(document, { readOnly: true }), [document]);
  const scope = useMemo(() => {
    const said = saidOf(document, checked?.sentences ?? {});
    return { ...outer, store, said, problems: [], problemsByNode: new Map(), counts: null };
  }, [outer, store, document, checked]);
  return (
    <EditorScopeProvider value={scope}>
      <MarksProvider value={marks}>
        <ReactFlowProvider>
          <div className={classes['still']}>
            <Canvas />
            {children}
          </div>
        </ReactFlowProvider>
      </MarksProvider>
    </EditorScopeProvider>
  );
}

function BackButton() {
  const t = useDraftTexts();
  return (
    <Button
      component={Link}
      to="."
      variant="default"
      size="xs"
      leftSection={<IconArrowLeft size={16} aria-hidden />}
      data-autofocus
    >
      {t('look.back')}
    </Button>
  );
}

function RestoreButton({ point, title, document }: { point: Kept; title: string; document: JourneyDocument }) {
  const t = useDraftTexts();
  const navigate = useNavigate();
  const readOnly = useEditor((state) => state.readOnly);
  const [asking, setAsking] = useState(false);
  if (readOnly) {
    return null;
  }
  return (
    <>
      <Button size="xs" onClick={() => setAsking(true)}>
        {t('past.restoreThis')}
      </Button>
      {asking && (
        <RestoreDialog
          point={point}
          title={title}
          document={document}
          onDone={() => void navigate('.')}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** One kept drawing, read-only. */
function Look({ at, narrow }: { readonly at: Kept; readonly narrow: boolean }) {
  const t = useDraftTexts();
  const { document, title, error } = useDrawing(at);
  return (
    <>
      <div className={classes['bar']}>
        <BackButton />
        <p role="status">{document !== null && t('look.looking', { name: title })}</p>
        {document !== null && <RestoreButton point={at} title={title} document={document} />}
      </div>
      {error !== null && <Failure error={error} />}
      {document === null && error === null && <Waiting rows={4} height={78} />}
      {document !== null && (
        <Still document={document} marks={null}>
          <SidePanel narrow={narrow} />
        </Still>
      )}
    </>
  );
}

function PointSelect({ label, value, onPick }: { label: string; value: Point; onPick: (point: Point) => void }) {
  const t = useDraftTexts();
  const { moments } = usePast();
  const labelOf = useMomentLabel();
  const known = moments.map((moment) => ({ value: written(moment.point), label: labelOf(moment) }));
  return (
    <NativeSelect
      size="xs"
      className={classes['point'] ?? ''}
      aria-label={label}
      leftSection={
        <span className={classes['side']} aria-hidden>
          {label}
        </span>
      }
      leftSectionWidth={52}
      data={[{ value: 'now', label: t('past.current') }, ...known]}
      value={written(value)}
      onChange={(event) => onPick(asPoint(event.currentTarget.value) ?? 'now')}
    />
  );
}

function CompareBar({ from, to }: { readonly from: Point; readonly to: Point }) {
  const t = useDraftTexts();
  const navigate = useNavigate();
  const go = (before: Point, after: Point) => void navigate(compare(before, after), { replace: true });
  return (
    <div className={classes['bar']}>
      <BackButton />
      <PointSelect label={t('look.from')} value={from} onPick={(point) => go(point, to)} />
      <Tooltip label={t('look.swap')}>
        <ActionIcon variant="default" size={30} aria-label={t('look.swap')} onClick={() => go(to, from)}>
          <IconArrowsExchange size={16} />
        </ActionIcon>
      </Tooltip>
      <PointSelect label={t('look.to')} value={to} onPick={(point) => go(from, point)} />
    </div>
  );
}

/** The list beside the drawing; on a narrow screen below it, on demand. */
function Beside({ narrow, children }: { readonly narrow: boolean; readonly children: ReactNode }) {
  const t = useDraftTexts();
  const [open, setOpen] = useState(false);
  if (narrow) {
    return (
      <>
        <Button className={classes['below'] ?? ''} size="sm" onClick={() => setOpen(true)}>
          {t('look.compareTitle')}
        </Button>
        <Drawer
          opened={open}
          onClose={() => setOpen(false)}
          position="bottom"
          size="62dvh"
          title={t('look.compareTitle')}
        >
          {children}
        </Drawer>
      </>
    );
  }
  return (
    <aside className={panel['panel']} aria-label={t('look.compareTitle')}>
      <header className={panel['header']}>
        <h2 className={panel['title']}>{t('look.compareTitle')}</h2>
      </header>
      <div className={panel['content']}>{children}</div>
    </aside>
  );
}

/** With the defaults of what a step does not say: leaving them out is no difference. */
function whole(document: JourneyDocument, catalog: Catalog): JourneyDocument {
  const nodes = document.nodes.map((node) => {
    const kind = kindByName(catalog, node.kind);
    return kind === undefined ? node : { ...node, settings: wholeSettings(kind, node.settings) };
  });
  return { ...document, nodes };
}

function Comparison({ before, after, narrow }: { before: JourneyDocument; after: JourneyDocument; narrow: boolean }) {
  const { catalog } = useScope();
  const { diff, both } = useMemo(() => {
    const found = difference(whole(before, catalog), whole(after, catalog));
    const ports = (step: JourneyDocument['nodes'][number]) => {
      const kind = kindByName(catalog, step.kind);
      return kind === undefined ? [] : portsOf(kind, step.settings, 'en').map((port) => port.name);
    };
    return { diff: found, both: bothOf(before, after, found, ports) };
  }, [before, after, catalog]);
  return (
    <Still document={both.document} marks={both.marks}>
      <Beside narrow={narrow}>
        <Changes before={before} after={after} diff={diff} />
      </Beside>
    </Still>
  );
}

/** Two drawings in one, and what differs between them. */
function Compare({ from, to, narrow }: { readonly from: Point; readonly to: Point; readonly narrow: boolean }) {
  const [before, after] = [useDrawing(from), useDrawing(to)];
  const error = before.error ?? after.error;
  return (
    <>
      <CompareBar from={from} to={to} />
      {error !== null && <Failure error={error} />}
      {error === null && (before.document === null || after.document === null) && <Waiting rows={4} height={78} />}
      {before.document !== null && after.document !== null && (
        <Comparison before={before.document} after={after.document} narrow={narrow} />
      )}
    </>
  );
}

/** What the address asks to see of a journey's past, in place of the draft. */
export function PastView({ sight, narrow }: { readonly sight: Exclude<Sight, { kind: 'draft' }>; narrow: boolean }) {
  return sight.kind === 'look' ? (
    <Look key={sight.at.id} at={sight.at} narrow={narrow} />
  ) : (
    <Compare from={sight.from} to={sight.to} narrow={narrow} />
  );
}
