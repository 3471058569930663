import type { Live } from '#app/live-policy';
import { reEvaluate } from '#app/re-evaluate';
import type { Scanned } from '#app/scan';
import { plural } from '#lib/text';
import type { Memory } from '#model';
import { countOf, policyMovesLines, ruleMovesDocument, ruleMovesOf } from '#report/policy-moves';
import { storeIfFree } from './store.ts';
import { clock } from './wire.ts';

/** What came of judging the stored fleet again: it was judged, another process will, or there is nothing to judge. */
export type Again =
  | { readonly is: 'judged'; readonly scanned: Scanned; readonly seconds: number }
  | { readonly is: 'left' }
  | { readonly is: 'nothing' };

/** Judges the stored fleet by what stands now, unless another process holds the store: then that one does. */
export async function judgeAgain(store: string, liveOf: (memory: Memory) => Live): Promise<Again> {
  const memory = storeIfFree(store);
  if (!memory) return { is: 'left' };
  try {
    const start = clock.now();
    const startedAt = new Date(start).toISOString();
    const standing = await liveOf(memory)(startedAt);
    const scanned = await reEvaluate({ memory, standing, clock, startedAt });
    return scanned ? { is: 'judged', scanned, seconds: (clock.now() - start) / 1000 } : { is: 'nothing' };
  } finally {
    memory.close();
  }
}

/** What came of it, for people. */
export function againLines(again: Again, store: string): readonly string[] {
  if (again.is === 'left') return [`another process holds the store ${store}: it judges by this from now on`];
  if (again.is === 'nothing') return ['nothing is stored that could be judged yet: shoalwatch scan'];
  const { scan, changes } = again.scanned;
  const moved = policyMovesLines(changes, 'did');
  const what = `${plural(scan.resources.length, 'resource')} of ${plural(scan.targets.length, 'target')}`;
  return [
    ...(moved.length === 0 ? ['no finding moved'] : moved),
    `${what} judged again in ${again.seconds.toFixed(1)} s; no cloud was called`,
  ];
}

/** What came of it, for the last line. */
export function againSum(again: Again): string {
  if (again.is !== 'judged') return again.is === 'left' ? 'another process judges by it' : 'nothing to judge yet';
  const groups = ruleMovesOf(again.scanned.changes);
  return `${countOf(groups, 'opened')} opened, ${countOf(groups, 'closed')} closed`;
}

/** What came of it, for `--json`. */
export function againDocument(again: Again): object {
  if (again.is !== 'judged') return { judged: null, why: again.is === 'left' ? 'store-held' : 'nothing-stored' };
  const { scan, changes } = again.scanned;
  return {
    judged: {
      ...{ run: scan.id, seconds: again.seconds, targets: scan.targets.length, resources: scan.resources.length },
      moves: ruleMovesDocument(changes),
    },
  };
}
