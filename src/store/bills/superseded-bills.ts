import { abreast } from '#lib/abreast';
import { billCounted, billHeads, billPlace, headIn, underWayIn } from './bill-heads.ts';
import { all, type Table } from '../table.ts';

/**
 * Those of the files of bills that nothing reads again: each was current once, is not current now, and nobody is at work on it. It
 * never becomes so again, for what was replaced once is older wherever it is imported anew. A bill that never was current is not
 * among them: who imports it next may find its file there and let it count.
 */
export async function supersededAmong(
  paths: readonly string[],
  { state, width }: { readonly state: Table; readonly width: number },
): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const needed = new Set<string>();
  for await (const item of all(state, billHeads)) {
    const ids = underWayIn(item).flatMap(({ id, over }) => [id, over]);
    for (const id of [headIn(item)?.id, ...ids]) if (id !== undefined) needed.add(id);
  }
  const left = paths
    .map((path) => ({ path, id: idIn(path) }))
    .filter(({ path, id }) => path === billPlace(id) && !needed.has(id));
  const found = await abreast(left, width, async ({ path, id }) =>
    (await state.get({ partition: billCounted, sort: id })) ? [path] : [],
  );
  return found.flat();
}

/** What a process that died left half written is no bill, and has no id. */
const idIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.json$/, '');
