import { lookAfter, type LookedAfter } from '#app/watchdog/look-after';
import type { FleetMetrics } from '#app/watchdog/metrics';
import type { Finding, Roster, Run, RunStanding, RunTarget, Waiver } from '#model';

/** When tests look. */
export const at = '2026-11-22T12:00:00.000Z';
export const region = 'aws:111122223333:eu-west-1';
export const inCluster = 'k8s:arn:aws:eks:eu-west-1:111122223333:cluster/shop';
export const subscription = 'azure:00000000-0000-0000-0000-000000000001';

export const target = (id: string, state: RunTarget['state'] = 'done'): RunTarget => ({
  ...{ id, state, stateDigest: 'd', snapshot: 's' },
  provider: id.startsWith('azure')
    ? 'azure'
    : id.startsWith('gcp')
      ? 'gcp'
      : id.startsWith('k8s')
        ? 'kubernetes'
        : 'aws',
});

interface Told {
  readonly kind?: Run['kind'];
  readonly seconds?: number;
  readonly standing?: Partial<RunStanding>;
  /** Without them the list of its targets was lost. */
  readonly targets?: readonly RunTarget[];
}

/** A run that began at a time of the day. */
export const ran = (time: string, told: Told = {}) => ({ time, ...told });

function runOf({ time, kind = 'sweep', seconds = 60, standing }: ReturnType<typeof ran>): Run {
  const startedAt = `2026-11-${time.length > 5 ? time : `22T${time}`}:00.000Z`;
  const start = Date.parse(startedAt);
  return {
    ...{ id: `r-${startedAt}`, kind, startedAt },
    finishedAt: Number.isNaN(start) ? startedAt : new Date(start + seconds * 1000).toISOString(),
    ...{ policyVersion: null, policyDigest: 'p', rulesetDigest: 'r', ruleCount: 1 },
    standing: { coverage: 1, open: { critical: 0, high: 0, medium: 0, low: 0 }, ...standing },
  };
}

/** A store that remembers these runs. */
export function storeOf(runs: readonly ReturnType<typeof ran>[], findings: readonly Finding[] = []) {
  const newest = runs.map((it) => ({ it, run: runOf(it) })).sort((a, b) => (a.run.id < b.run.id ? 1 : -1));
  const kept = new Map<string, Roster>();
  const asked = { findings: 0, targets: 0 };
  return {
    kept,
    asked,
    memory: {
      runs: (limit: number) => Promise.resolve(newest.slice(0, limit).map(({ run }) => run)),
      findings: () => {
        asked.findings += 1;
        return Promise.resolve(findings);
      },
    },
    rosters: {
      targets: (id: string) => {
        asked.targets += 1;
        return Promise.resolve(newest.find(({ run }) => run.id === id)?.it.targets);
      },
      roster: (id: string) => Promise.resolve(kept.get(id)),
      keep: (id: string, roster: Roster) => {
        kept.set(id, roster);
        return Promise.resolve();
      },
    },
  };
}

export async function look(
  store: ReturnType<typeof storeOf>,
  { granted = [], ...more }: Partial<LookedAfter> & { readonly granted?: readonly Waiver[] } = {},
): Promise<FleetMetrics> {
  const { metrics, keep } = await lookAfter({
    ...{ memory: store.memory, rosters: store.rosters, places: undefined, interval: 60, at },
    waivers: () => Promise.resolve(granted),
    ...more,
  });
  await keep();
  return metrics;
}

export const after = async (runs: readonly ReturnType<typeof ran>[], more: Parameters<typeof look>[1] = {}) =>
  look(storeOf(runs), more);
