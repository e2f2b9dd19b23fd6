import { useEditor } from '../editor/scope';
import { litRules } from './lit';
import { useWalk } from './useWalk';

/** Lights up on the drawing the way that the person of the test-walk went, while its panel is open. */
export function LitPath() {
  const open = useEditor((state) => state.panel.kind === 'walk');
  const { found } = useWalk();
  return open && found ? <style>{litRules(found)}</style> : null;
}
