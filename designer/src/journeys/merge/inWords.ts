/** What two people both changed, in words. */

import { kindByName } from '../catalog';
import { stepName, type Telling } from '../compare/lines';
import type { JourneyDocument } from '../document';
import { portsOf } from '../ports';
import type { Clash } from './clash';

interface Sides {
  readonly mine: JourneyDocument;
  readonly theirs: JourneyDocument;
  /** Who saved theirs. */
  readonly who: string;
}

function stepOf({ mine, theirs }: Sides, id: string) {
  return [...mine.nodes, ...theirs.nodes].find((node) => node.id === id);
}

function watchName(key: string, { mine, theirs }: Sides, { reading }: Telling): string {
  const known = reading.catalog.exits.find((exit) => exit.name === key);
  const own = [mine, theirs]
    .flatMap((side) => [...side.exits, ...(side.holds ?? [])])
    .find((what) => typeof what !== 'string' && `own ${what.id}` === key);
  return known?.labels[reading.language] ?? (typeof own === 'object' ? own.label : key);
}

/** One clash as a line to read. */
export function clashInWords(clash: Clash, sides: Sides, telling: Telling): string {
  const { reading, say } = telling;
  const named = (id: string) => stepName(stepOf(sides, id), telling);
  switch (clash.kind) {
    case 'setting': {
      const schema = kindByName(reading.catalog, stepOf(sides, clash.id)?.kind ?? '')?.schema.properties?.[
        clash.setting
      ];
      const setting = schema?.['x-title']?.[reading.language] ?? clash.setting;
      return say('merge.setting', { setting, step: named(clash.id) });
    }
    case 'step':
      return say('merge.step', { step: named(clash.id) });
    case 'removed': {
      const key = clash.by === 'mine' ? 'merge.removedMine' : 'merge.removedTheirs';
      return say(key, { step: named(clash.id), who: sides.who });
    }
    case 'link': {
      const step = stepOf(sides, clash.from);
      const kind = kindByName(reading.catalog, step?.kind ?? '');
      const ports = step === undefined || kind === undefined ? [] : portsOf(kind, step.settings, reading.language);
      const port = ports.find((one) => one.name === clash.port)?.label ?? clash.port;
      return say('merge.link', { port, step: named(clash.from) });
    }
    case 'watch':
      return say('merge.watch', { name: watchName(clash.key, sides, telling) });
    default:
      return say(`merge.${clash.kind}`);
  }
}
