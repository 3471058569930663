import { fail, notApplicable, pass, type NotApplicable, type Verdict } from '#rule';
import { autopilotEnforces, isAutopilot, nodeSources } from './pool-facts.ts';
import type { gkeCluster } from './resource.ts';
import { seenAt } from './seen-facts.ts';

/** What GKE does with nodes by itself. */
export type Upkeep = 'autoRepair' | 'autoUpgrade';

const words = { autoRepair: 'auto-repair', autoUpgrade: 'auto-upgrade' } as const satisfies Record<Upkeep, string>;

/** Judges whether GKE keeps up the nodes of each pool, and of those that it adds by itself. */
export function judgeUpkeep(
  config: typeof gkeCluster.config,
  upkeep: Upkeep,
): NotApplicable | readonly Verdict<never>[] {
  if (isAutopilot(config)) return notApplicable(autopilotEnforces);
  const judged = nodeSources(config).map(({ key, label, managementAt, management }) => {
    if (management?.[upkeep] === true) return pass();
    const seen = seenAt(config, `${managementAt}.${upkeep}`, true);
    return fail(`${label} leaves nodes without ${words[upkeep]}.`, seen, { key });
  });
  return judged.length > 0 ? judged : notApplicable('the cluster has no node pools');
}
