import type { Live } from '#app/policy/live';
import { reEvaluate } from '#app/policy/re-evaluate';
import type { ScannedLive } from '#app/scan-live';
import { plural } from '#lib/text';
import type { Memory } from '#model';
import { countOf, policyMovesLines, ruleMovesDocument, ruleMovesOf } from '#report/policy-moves';
import type { Place } from './place.ts';
import { askStore, storeIfFree } from './store.ts';
import { clock } from './wire.ts';

/** What came of judging the stored fleet again: it was judged, another process will, or there is nothing to judge. */
export type Again =
  | { readonly is: 'judged'; readonly scanned: ScannedLive; readonly seconds: number }
  | { readonly is: 'left' }
  | { readonly is: 'nothing' };

/** Judges the stored fleet by what stands now: in this process, or by the stack itself, which is waited for. */
export async function judgeAgain(place: Place, liveOf: (memory: Memory) => Live): Promise<Again> {
  if (typeof place === 'string') return judgeHere(place, liveOf);
  const { judgedInStack } = await import('./stack/judged.ts');
  const judged = await judgedInStack(place, liveOf);
  return judged ? { is: 'judged', ...judged } : { is: 'nothing' };
}

/**
 * Unless another process holds the store: then that one judges. Whoever acts while this one judges is told just that, so
 * that it goes on until nothing else counts once it has let go of the store.
 */
async function judgeHere(store: string, liveOf: (memory: Memory) => Live): Promise<Again> {
  let known: Again = { is: 'left' };
  let judged: string | undefined;
  while (judged === undefined || judged !== (await stampIn(store))) {
    const memory = storeIfFree(store);
    if (!memory) return known;
    try {
      judged = await memory.policies.stamp();
      known = both(known, await judgedIn(memory, liveOf(memory)));
    } finally {
      memory.close();
    }
  }
  return known;
}

/** What tells whether something else counts. Nobody is waited for: what was acted before this is in it. */
export const stampIn = (store: string): Promise<string> => askStore(store, ({ policies }) => policies.stamp());

async function judgedIn(memory: Memory, live: Live): Promise<Again> {
  const start = clock.now();
  const startedAt = new Date(start).toISOString();
  const standing = await live(startedAt);
  const scanned = await reEvaluate({ memory, standing, clock, startedAt });
  return scanned
    ? { is: 'judged', scanned: { ...scanned, standing }, seconds: (clock.now() - start) / 1000 }
    : { is: 'nothing' };
}

function both(before: Again, after: Again): Again {
  if (before.is !== 'judged' || after.is !== 'judged') return after;
  const changes = [...before.scanned.changes, ...after.scanned.changes];
  return { ...after, scanned: { ...after.scanned, changes }, seconds: before.seconds + after.seconds };
}

/** What came of it, for people. */
export function againLines(again: Again, place: Place): readonly string[] {
  if (again.is === 'left') {
    const held = typeof place === 'string' ? `store ${place}` : `stack ${place.stack}`;
    return [`another process holds the ${held}: it judges by this from now on`];
  }
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
