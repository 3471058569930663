import { diff, type Followed } from '#engine/diff';
import { evaluate } from '#engine/evaluate';
import { settingsOf } from '#engine/settings';
import { worldOf } from '#engine/world';
import type { Finding, FindingChange, Instant, Snapshot } from '#model';
import type { Standing } from './live.ts';

/** What a draft is tried on: the stored fleet, and what stands now. */
export interface Trial {
  readonly snapshots: readonly Snapshot[];
  /** Findings as they were last written. */
  readonly findings: readonly Finding[];
  /** Absent while no version is active: what the findings were written by is not kept, and they are what is compared. */
  readonly now?: Standing | undefined;
  readonly draft: Standing;
  readonly at: Instant;
}

/** What a draft would move if it counted, on what is stored: nothing is read, and nothing is written. */
export function preview({ snapshots, findings, now, draft, at }: Trial): readonly FindingChange[] {
  const world = worldOf(snapshots);
  const follow = ({ rules, policy }: Standing, before: readonly Finding[]): Followed =>
    diff({
      ...{ before, at, gone: new Set<string>(), waivers: policy.waivers },
      judgements: evaluate({ world, rules, policy, at }),
      rules: settingsOf(rules, policy, at).map(({ rule }) => rule),
      since: { policy: true, ruleset: false, read: false },
      awaited: new Set(before.filter(({ status }) => status === 'announced').map(({ id }) => id)),
    });
  return follow(draft, now ? follow(now, findings).findings : findings).changes;
}
