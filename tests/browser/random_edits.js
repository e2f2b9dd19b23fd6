// Makes so many edits in the designer of mails that each change the design, one after the other as chance has it, by the
// editor's own commands: those of its keys and of its tiles, and the events of somebody who writes on the canvas.
// In: [seed, how many, the tiles, the most blocks, of which more are only removed]. Out: how many of each kind were made.
async ([seed, count, tiles, most]) => {
  let state = seed;
  const below = (end) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % end;
  };
  const one = (all) => all[below(all.length)];
  const canvas = document.querySelector('iframe.gjs-frame').contentDocument;
  const editor = canvas.querySelector('[data-gjs-type]').__gjsv.em.get('Editor');
  const few = 5;
  const acts = {
    put: () => document.querySelector(`[data-block='${one(tiles)}']`).click(),
    copy: () => {
      editor.runCommand('core:copy');
      editor.runCommand('core:paste');
    },
    remove: () => editor.runCommand('core:component-delete'),
    up: (block) => block.move(block.parent(), { at: Math.max(0, block.index() - 1) }),
    down: (block) => block.move(block.parent(), { at: block.index() + 2 }),
    undo: () => editor.runCommand('core:undo'),
    redo: () => {
      for (const one of ['undo', 'undo', 'redo']) editor.runCommand(`core:${one}`); // choosing a block forgets what was undone
    },
    write: (block) => {
      block.getEl().dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
      canvas.execCommand('insertText', false, one(['Hola ', '¿Qué tal? ', '<b>no</b> & ', '  ', '😀 ']));
      const end = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
      canvas.querySelector('[data-writing]')?.dispatchEvent(end);
    },
  };
  const design = () => JSON.stringify(editor.getProjectData());
  const made = {};
  let before = design();
  for (let left = count; left > 0; ) {
    const all = canvas.querySelectorAll("[data-gjs-type^='mj-text'], [data-gjs-type^='c-'], [data-gjs-type='mj-button']");
    const block = one([...all]).__gjsv.model;
    const act = all.length > most ? 'remove' : one(Object.keys(acts));
    editor.select(block);
    acts[act](block);
    const now = design();
    if (now !== before) {
      made[act] = (made[act] ?? 0) + 1;
      left -= 1;
    }
    before = now;
    if (below(few) === 0) await new Promise((done) => setTimeout(done));
  }
  return made;
}
