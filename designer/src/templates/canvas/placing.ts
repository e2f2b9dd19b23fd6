/** Putting blocks into a design, with what must stand around them, and keeping every block's name for good. */

import type { Component, Editor } from 'grapesjs';
import type { ComponentJson } from './design';
import type { Dialect } from './dialect';

const typeOf = (component: Component) => String(component.get('type') ?? '');

/** Which attributes the blocks have that are put around others. */
export type Around = (tag: string) => Readonly<Record<string, string>>;

/** Puts what must stand around a block that was let go where it cannot stand alone. */
export function settle(component: Component, dialect: Dialect, around: Around): void {
  const parent = component.parent();
  if (!parent) return;
  const between = dialect.around(typeOf(component), typeOf(parent));
  const [outermost, ...inner] = between ?? [];
  if (outermost === undefined) return;
  const at = component.index();
  const json = JSON.parse(JSON.stringify(component.toJSON())) as ComponentJson;
  component.remove({ temporary: true });
  const wrapped = inner.reduceRight<ComponentJson>((inside, tag) => box(tag, around, inside), json);
  const [made] = parent.append(box(outermost, around, wrapped) as never, { at });
  const innermost = made ? deepest(made, inner.length + 1) : undefined;
  if (innermost) component.em.get('Editor')?.select(innermost);
}

function box(tag: string, around: Around, inside: ComponentJson): ComponentJson {
  return { type: tag, attributes: around(tag), components: [inside] };
}

function deepest(component: Component, levels: number): Component {
  let found = component;
  for (let level = 0; level < levels; level += 1) found = found.components().at(0) ?? found;
  return found;
}

interface Spot {
  readonly parent: Component;
  /** Undefined: at the end. */
  readonly at: number | undefined;
}

/** Puts a new block after what is chosen, as near as it may stand; at the end of the design when nothing is. */
export function insert(editor: Editor, json: ComponentJson, dialect: Dialect, around: Around): void {
  const spot = spotBeside(editor, json.type ?? '', dialect) ?? spotAtEnd(editor, json.type ?? '', dialect);
  if (!spot) return;
  const [made] = spot.parent.append(json as never, spot.at === undefined ? {} : { at: spot.at });
  if (!made) return;
  settle(made, dialect, around);
  const chosen = made.parent() ? made : editor.getSelected();
  if (!chosen) return;
  editor.select(chosen);
  editor.Canvas.scrollTo(chosen, { behavior: 'smooth' } as never);
}

function spotBeside(editor: Editor, tag: string, dialect: Dialect): Spot | null {
  const mayStand = (place: Component) => dialect.around(tag, typeOf(place))?.length === 0;
  for (let beside = editor.getSelected(); beside; beside = beside.parent()) {
    const parent = beside.parent();
    if (beside.components().length === 0 && beside.get('droppable') && mayStand(beside))
      return { parent: beside, at: 0 };
    if (parent && mayStand(parent)) return { parent, at: beside.index() + 1 };
  }
  return null;
}

function spotAtEnd(editor: Editor, tag: string, dialect: Dialect): Spot | null {
  const [body] = editor.getWrapper()?.findType(dialect.body) ?? [];
  return body ? { parent: lastPlace(body, tag, dialect), at: undefined } : null;
}

/** The last place of a design in which a block may stand without anything around it; its body where there is none. */
function lastPlace(body: Component, tag: string, dialect: Dialect): Component {
  let place = body;
  for (;;) {
    if (dialect.around(tag, typeOf(place))?.length === 0) return place;
    const next = place.components().models.findLast((one) => one.get('droppable'));
    if (!next) return body;
    place = next;
  }
}

/** Gives every block an id that stays, so that problems can name it. */
export function name(component: Component, dialect: Dialect): void {
  const isBlock = dialect.types.some((type) => type.tag === typeOf(component));
  if (isBlock && !component.getAttributes()['id']) component.setId(component.getId());
}

/** Whether a block holds one that nobody may take away. */
export function holdsLocked(component: Component, dialect: Dialect): boolean {
  const locked = new Set(dialect.types.filter((type) => type.locked).map((type) => type.tag));
  if (locked.has(typeOf(component))) return true;
  return component.components().some((inside: Component) => holdsLocked(inside, dialect));
}
