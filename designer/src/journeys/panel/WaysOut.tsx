import { Select, Text } from '@mantine/core';
import { connectSteps } from '../acts';
import { type Kind, kindByName } from '../catalog';
import { edgesFrom, type JourneyNode } from '../document';
import { useDocument, useEditor, useScope, useSentence } from '../editor/scope';
import { disconnect } from '../edits/connect';
import { portsOf } from '../ports';
import { useTexts } from '../texts';
import classes from './Panel.module.css';

/** Steps by the name that people know them by, as a choice. */
function useStepNames(): (step: JourneyNode) => string {
  const { catalog, reading } = useScope();
  const sentenceOf = useSentence();
  return (step) => {
    const kind = kindByName(catalog, step.kind);
    if (kind === undefined) {
      return step.id;
    }
    const sentence = sentenceOf(step);
    return sentence === '' ? kind.labels[reading.language] : `${kind.labels[reading.language]}: ${sentence}`;
  };
}

/** Where each way out leads; it can be led elsewhere here, without a mouse. */
export function WaysOut({ kind, node }: { readonly kind: Kind; readonly node: JourneyNode }) {
  const t = useTexts();
  const { store, reading } = useScope();
  const readOnly = useEditor((state) => state.readOnly);
  const document = useDocument();
  const nameOf = useStepNames();
  const ports = portsOf(kind, node.settings, reading.language);
  if (ports.length === 0) {
    return null;
  }
  const wired = new Map(edgesFrom(document, node.id).map((edge) => [edge.port, edge]));
  const choices = document.nodes
    .filter((step) => step.id !== node.id && step.id !== document.entry)
    .map((step) => ({ value: step.id, label: nameOf(step) }));
  const lead = (port: string, to: string | null) => {
    const edge = wired.get(port);
    if (to !== null) {
      connectSteps(store, { node: node.id, port }, to);
    } else if (edge !== undefined) {
      store.getState().apply({ name: 'disconnect' }, (present) => disconnect(present, [edge.id]));
    }
  };
  return (
    <section className={classes['section']}>
      <h3 className={classes['heading']}>{t('panel.ways')}</h3>
      {ports.map((port) => {
        const target = document.nodes.find((step) => step.id === wired.get(port.name)?.to);
        return readOnly ? (
          <Text key={port.name} fz="sm" mb={4}>
            <b>{port.label}</b>{' '}
            {target === undefined ? t('panel.leadsNowhere') : t('panel.leadsTo', { step: nameOf(target) })}
          </Text>
        ) : (
          <Select
            key={port.name}
            mb="xs"
            size="sm"
            label={port.label}
            aria-label={t('panel.wayOf', { port: port.label })}
            placeholder={t('panel.chooseStep')}
            data={choices}
            value={target?.id ?? null}
            onChange={(to) => lead(port.name, to)}
            clearable
            comboboxProps={{ withinPortal: true }}
          />
        );
      })}
    </section>
  );
}
