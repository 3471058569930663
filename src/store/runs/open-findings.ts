import type { Finding, RunTarget } from '#model';
import { abreast } from '#lib/abreast';
import type { Files } from '../files.ts';
import { kept } from '../lost.ts';
import { targetsPlace } from '../memory.ts';
import { openIn } from './state-file.ts';

/** States that are read at once. */
const width = 16;

/**
 * What stood open by a run in some of its targets: a file for each, instead of every finding there is. What was announced
 * since no file holds. Throws a ShoalwatchError where one is missing.
 */
export async function openFindings(
  files: Files,
  run: string,
  among: (target: string) => boolean,
): Promise<readonly Finding[]> {
  const listed = JSON.parse(await kept(files, targetsPlace(run), `it lists the targets of ${run}`)) as RunTarget[];
  const targets = listed.filter(({ id }) => among(id));
  return (await abreast(targets, width, (it) => openIn(files, run, it))).flat();
}
