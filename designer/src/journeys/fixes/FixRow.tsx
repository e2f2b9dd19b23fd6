import { Button, Group, Select } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { kindByName, settingsOf, wholeSettings, widgetOf } from '../catalog';
import { type Json, nodeById } from '../document';
import { useDocument, useEditor, useScope } from '../editor/scope';
import { changeSettings } from '../edits/changeSettings';
import { fieldGroups } from '../form/fieldGroups';
import { INPUTS } from '../form/inputs';
import { portsOf } from '../ports';
import type { Problem } from '../problems';
import { useTexts } from '../texts';
import { replaceField, unknownFields } from './fields';
import { choosable, fixesOf } from './fixes';

interface Props {
  readonly problem: Problem;
}

/** The very input of a setting, to choose something else right where the problem is told. */
function ChooseAnother({ node: id, setting }: { readonly node: string; readonly setting: string }) {
  const { store, catalog, reading } = useScope();
  const node = nodeById(useDocument(), id);
  const kind = node && kindByName(catalog, node.kind);
  const schema = kind && settingsOf(kind).find(([name]) => name === setting)?.[1];
  if (!(node && kind && schema)) return null;
  const Input = INPUTS[widgetOf(schema)];
  const settings = wholeSettings(kind, node.settings);
  const change = (value: Json) => {
    const next = { ...node.settings, [setting]: value };
    const ports = portsOf(kind, next, 'en').map(({ name }) => name);
    store
      .getState()
      .apply({ name: 'settings', subject: node.kind }, (document) => changeSettings(document, id, next, ports));
  };
  return (
    <Input
      name={setting}
      schema={schema}
      label={schema['x-title']?.[reading.language] ?? setting}
      help={null}
      value={settings[setting]}
      settings={settings}
      kind={kind}
      disabled={false}
      onChange={change}
    />
  );
}

/** Another field in the place of one that there is not. */
function OtherField({ node, field }: { readonly node: string | null; readonly field: string }) {
  const t = useTexts();
  const { store, catalog, reading } = useScope();
  const document = useDocument();
  const subject = node === null ? undefined : nodeById(document, node)?.kind;
  const act = subject === undefined ? ({ name: 'exits' } as const) : ({ name: 'settings', subject } as const);
  return (
    <Select
      label={t('fix.otherField', { field })}
      placeholder={t('form.choose')}
      data={fieldGroups(catalog.fields, reading)}
      searchable
      value={null}
      onChange={(name) => {
        if (name !== null) store.getState().apply(act, (before) => replaceField(before, node, field, name));
      }}
    />
  );
}

/** What one click puts right about a problem: buttons, or a choice of something else. Each is one act to undo. */
export function FixRow({ problem }: Props) {
  const t = useTexts();
  const { store, catalog, reading } = useScope();
  const readOnly = useEditor((state) => state.readOnly);
  const document = useDocument();
  if (readOnly) return null;
  const fixes = fixesOf(problem, document, catalog, reading.language);
  const setting = choosable(problem, document, catalog);
  const fields = problem.code === 'unknown_field' ? unknownFields(document, catalog, problem.node) : [];
  return (
    <>
      {fixes.length > 0 && (
        <Group gap={6} mb={6}>
          {fixes.map(({ key, act, edit }) => (
            <Button
              key={key}
              variant="default"
              size="compact-sm"
              leftSection={<IconWand size={14} aria-hidden />}
              onClick={() => store.getState().apply(act, edit)}
            >
              {t(`fix.${key}`)}
            </Button>
          ))}
        </Group>
      )}
      {setting !== null && problem.node !== null && fields.length === 0 && (
        <ChooseAnother node={problem.node} setting={setting} />
      )}
      {fields.map((field) => (
        <OtherField key={field} node={problem.node} field={field} />
      ))}
    </>
  );
}
