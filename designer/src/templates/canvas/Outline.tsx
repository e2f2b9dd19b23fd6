import { UnstyledButton } from '@mantine/core';
import { IconAlertCircle, IconEyeQuestion } from '@tabler/icons-react';
import type { Component } from 'grapesjs';
import type { KeyboardEvent } from 'react';
import { useWriter } from '../../i18n/use';
import { useKnownTokens } from '../tokens/context';
import classes from './Canvas.module.css';
import { useCanvas } from './context';
import { blockOf } from './design';
import { BlockIcon } from './icons';
import { wordsIn } from './partWords';
import { useCanvasTexts } from './texts';

const typeOf = (component: Component) => String(component.get('type') ?? '');

/** All parts of the design in their order; drawn anew with every change (`moment`). */
export function Outline({ moment }: { readonly moment: number }) {
  const t = useCanvasTexts();
  const { editor, dialect } = useCanvas();
  const [body] = editor.getWrapper()?.findType(dialect.body) ?? [];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
    all[all.indexOf(document.activeElement as HTMLElement) + step]?.focus();
  };
  return (
    <nav className={classes['outline']} aria-label={t('outline.label')} onKeyDown={onKeyDown} data-moment={moment}>
      {body && <Parts parent={body} depth={0} />}
    </nav>
  );
}

function Parts({ parent, depth }: { readonly parent: Component; readonly depth: number }) {
  const { dialect } = useCanvas();
  const known = new Set(dialect.types.filter((type) => !type.isHidden).map((type) => type.tag));
  const children = parent.components().filter((one: Component) => known.has(typeOf(one)));
  if (children.length === 0) return null;
  return (
    <ul>
      {children.map((child: Component) => (
        <li key={child.cid}>
          <Part component={child} depth={depth} />
          <Parts parent={child} depth={depth + 1} />
        </li>
      ))}
    </ul>
  );
}

function Part({ component, depth }: { readonly component: Component; readonly depth: number }) {
  const t = useCanvasTexts();
  const { text } = useWriter();
  const { editor, palette, problems, selected } = useCanvas();
  const block = blockOf(palette, typeOf(component));
  const tokens = useKnownTokens();
  const words = wordsIn(component, (token) => {
    const known = tokens.byName.get(token);
    return known ? text(known.labels) : token;
  });
  const attributes = component.getAttributes();
  const isWrong = problems.some((one) => one.block !== '' && one.block === attributes['id']);
  return (
    <UnstyledButton
      className={classes['part']}
      style={{ paddingInlineStart: 8 + depth * 14 }}
      aria-current={selected === component || undefined}
      onClick={() => {
        editor.select(component);
        editor.Canvas.scrollTo(component, { behavior: 'smooth' } as never);
      }}
    >
      <BlockIcon name={block?.icon ?? ''} size={16} />
      <span className={classes['partWords']}>{words || (block ? text(block.labels) : typeOf(component))}</span>
      {'show-if' in attributes && <IconEyeQuestion size={14} aria-label={t('outline.hidden')} />}
      {isWrong && <IconAlertCircle size={14} color="var(--cauce-error)" aria-label={t('outline.problem')} />}
    </UnstyledButton>
  );
}
