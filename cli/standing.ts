import { liveOn, type Live, type Standing } from '#app/policy/live';
import { canonicalJson } from '#lib/canonical';
import { forTerminalLine } from '#lib/escape/terminal';
import type { Memory } from '#model';
import { rules } from '#rules/catalog.gen';
import type { Place } from './place.ts';
import type { Settings } from './settings.ts';
import { askStore, isThere } from './store.ts';
import type { Terminal } from './terminal.ts';
import { clock } from './wire.ts';

/** What everything is judged by: the active version of the store, or the config file while there is none. */
export const liveOf = ({ document }: Pick<Settings, 'document'>, memory: Memory | undefined): Live =>
  liveOn({ rules, file: document, memory });

/** What stands now by a store, where there is one, and by the config file. */
export function standingIn(place: Place, settings: Pick<Settings, 'document'>): Promise<Standing> {
  const at = new Date(clock.now()).toISOString();
  const ask = (memory?: Memory): Promise<Standing> => liveOf(settings, memory)(at);
  return isThere(place) ? askStore(place, ask) : ask();
}

/** Says so where the file beside is not what counts. */
export async function noteOnFile(
  { document, file }: Settings,
  memory: Memory | undefined,
  screen: Pick<Terminal, 'note'>,
): Promise<void> {
  const active = await memory?.policies.active();
  if (!memory || !active || file === undefined) return;
  const pushed = await memory.policies.version(active.version);
  if (!pushed || canonicalJson(pushed.document) === canonicalJson(document)) return;
  screen.note(
    `  policy version ${active.version} is active; ${forTerminalLine(file)} differs: shoalwatch policy preview`,
  );
}
