import { IconPlus } from '@tabler/icons-react';
import { Handle, Position, useUpdateNodeInternals } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Kind } from '../catalog';
import { edgesFrom, type JourneyNode } from '../document';
import { useEditor, useScope } from '../editor/scope';
import { hasPills } from '../portRow';
import { type Port, portsOf } from '../ports';
import { useTexts } from '../texts';
import { useAsk } from './adding';
import classes from './Canvas.module.css';
import { useMoment } from './moment';

interface Props {
  readonly kind: Kind;
  readonly step: JourneyNode;
  readonly far: boolean;
}

function share(count: number | undefined, passed: number | undefined, language: string): string | null {
  if (count === undefined || passed === undefined || passed === 0) {
    return null;
  }
  return new Intl.NumberFormat(language, { style: 'percent' }).format(count / passed);
}

const waiting = new Set<string>();

/**
 * Tells xyflow to measure again where the ports of a card are, whenever their row changed; at first it does so by itself.
 * All cards of one frame are told in one go: each telling makes every card look whether it is meant.
 */
function useFreshHandles(id: string, row: string): void {
  const update = useUpdateNodeInternals();
  const known = useRef(row);
  useEffect(() => {
    if (known.current === row) {
      return;
    }
    known.current = row;
    if (waiting.size === 0) {
      requestAnimationFrame(() => {
        update([...waiting]);
        waiting.clear();
      });
    }
    waiting.add(id);
  }, [id, row, update]);
}

/** The button under a port that leads nowhere yet. */
function OpenPort({ step, port }: { readonly step: JourneyNode; readonly port: Port }) {
  const t = useTexts();
  const ask = useAsk();
  const readOnly = useEditor((state) => state.readOnly);
  const dropped = useMoment(({ drop }) => drop?.kind === 'port' && drop.node === step.id && drop.port === port.name);
  if (readOnly) {
    return null;
  }
  const label = t('canvas.addAfter', { port: port.label });
  return (
    <button
      type="button"
      className={`${classes['openPort']} nodrag nopan`}
      aria-label={label}
      title={label}
      data-port={port.name}
      data-node={step.id}
      data-over={dropped}
      onClick={(event) => {
        event.stopPropagation();
        ask({ kind: 'port', node: step.id, port: port.name }, event.currentTarget);
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <IconPlus size={14} stroke={2.2} aria-hidden />
    </button>
  );
}

/** A step's ways out under its card; each with its name where there is more than one, each to be wired by dragging. */
export function PortRow({ kind, step, far }: Props) {
  const t = useTexts();
  const { reading, counts } = useScope();
  const readOnly = useEditor((state) => state.readOnly);
  const wired = useEditor((state) =>
    edgesFrom(state.history.present, step.id)
      .map((edge) => edge.port)
      .join(' '),
  ).split(' ');
  const ports = portsOf(kind, step.settings, reading.language);
  const passed = counts?.nodes[step.id];
  const pills = hasPills(kind);
  const title = ({ label }: Port, left: number | undefined) =>
    left === undefined ? label : t('canvas.portLeft', { port: label, count: left });
  const shares = ports.map((port) => share(passed?.ports[port.name], passed?.passed, reading.language));
  useFreshHandles(step.id, `${ports.map((port) => port.name + port.label).join()} ${shares.join()}`);
  return (
    <div className={classes['ports']} data-pills={pills}>
      {ports.map((port, index) => {
        const isWired = wired.includes(port.name);
        const part = shares[index] ?? null;
        return (
          <span
            key={port.name}
            className={classes['port']}
            data-wired={isWired}
            data-far={far}
            title={title(port, passed?.ports[port.name])}
          >
            {pills && <span className={classes['portLabel']}>{port.label}</span>}
            {pills && part !== null && <span className={`${classes['portShare']} figures`}>{part}</span>}
            <Handle
              type="source"
              position={Position.Bottom}
              id={port.name}
              className={classes['source']}
              isConnectable={!readOnly}
            />
            {!isWired && !far && <OpenPort step={step} port={port} />}
          </span>
        );
      })}
    </div>
  );
}
