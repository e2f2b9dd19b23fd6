import { Button, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useWriter } from '../../i18n/use';
import { deleteSelected } from '../acts';
import { type Kind, kindByName } from '../catalog';
import type { JourneyNode, Json } from '../document';
import { useDocument, useEditor, useScope } from '../editor/scope';
import { changeSettings } from '../edits/changeSettings';
import { ReadSettings } from '../form/ReadSettings';
import { SettingsForm } from '../form/SettingsForm';
import { portsOf } from '../ports';
import { useTexts } from '../texts';
import { useDeferred } from '../useDeferred';
import classes from './Panel.module.css';
import { ProblemNotes } from './ProblemNote';
import { WaysOut } from './WaysOut';

function NodeForm({ kind, node }: { readonly kind: Kind; readonly node: JourneyNode }) {
  const { store, problemsByNode } = useScope();
  const change = (name: string, value: Json) => {
    const settings = { ...node.settings, [name]: value };
    const ports = portsOf(kind, settings, 'en').map((port) => port.name);
    store
      .getState()
      .apply({ name: 'settings', subject: kind.name, merge: `${node.id} ${name}` }, (document) =>
        changeSettings(document, node.id, settings, ports),
      );
  };
  return (
    <SettingsForm
      kind={kind}
      settings={node.settings}
      disabled={false}
      problems={problemsByNode.get(node.id)?.problems ?? []}
      onChange={change}
      onRest={() => store.getState().seal()}
    />
  );
}

/** One step: what is wrong with it, its settings as its kind's schema lists them, and where it leads. */
export function NodePanel({ node }: { readonly node: JourneyNode }) {
  const t = useTexts();
  const { number } = useWriter();
  const { store, catalog, reading, problemsByNode, counts } = useScope();
  const readOnly = useEditor((state) => state.readOnly);
  const { entry } = useDocument();
  const kind = kindByName(catalog, node.kind);
  const found = counts?.nodes[node.id];
  const deferred = useDeferred().long(found?.deferred);
  const problems = problemsByNode.get(node.id)?.problems ?? [];
  // A problem of one setting stands at that setting, where there is a form.
  const inForm = (setting: string) => !readOnly && kind?.schema.properties?.[setting] !== undefined;
  const elsewhere = problems.filter(({ setting }) => !setting || !inForm(setting));
  const remove = () => {
    store.getState().select([node.id], []);
    deleteSelected(store);
  };
  return (
    <>
      <Text c="dimmed" fz="sm" mb="sm">
        {kind?.descriptions[reading.language] ?? node.kind}
      </Text>
      <ProblemNotes problems={elsewhere} language={reading.language} />
      {counts !== null && (
        <Text fz="sm" mb="sm" className="figures">
          {t('panel.counts', { here: number(found?.here ?? 0), passed: number(found?.passed ?? 0) })}
        </Text>
      )}
      {deferred !== null && (
        <Text fz="sm" mb="sm">
          {deferred}
        </Text>
      )}
      {kind !== undefined && readOnly && <ReadSettings kind={kind} settings={node.settings} />}
      {kind !== undefined && !readOnly && <NodeForm kind={kind} node={node} />}
      {kind !== undefined && <WaysOut kind={kind} node={node} />}
      {!readOnly && node.id !== entry && (
        <section className={classes['section']}>
          <Button variant="subtle" color="red" size="xs" px={8} leftSection={<IconTrash size={16} />} onClick={remove}>
            {t('panel.delete')}
          </Button>
        </section>
      )}
    </>
  );
}
