import { liveOn } from '#app/policy/live';
import type { FixDesk } from '#app/remediate/desk';
import { aksApiReach } from '#clouds/azure/aks/cluster/facts';
import { eksApiReach } from '#clouds/aws/eks/cluster/facts';
import { gkeApiReach } from '#clouds/gcp/gke/cluster/facts';
import { withUndo } from '#engine/plan/undo';
import type { Memory } from '#model';
import { rules } from '#rules/catalog.gen';
import { clock as usualClock } from './clock.ts';
import type { DeskFile, DeskGiven } from './desk.ts';
import { whyNotIn } from './directory.ts';
import type { SecretsClient } from './secrets.ts';
import { storeOf, type StoreNames } from './store.ts';

/** The names of the store, and of the secret by which people of Slack are looked up. */
export type FixNames = StoreNames & { readonly SLACK_TOKEN_SECRET: string };

/** What is not the usual of a desk of fixes. */
export interface FixGiven extends DeskGiven {
  readonly memory?: Memory;
  readonly secrets?: SecretsClient;
}

/** Every action that a plan or its way back can hold. */
export const fixActions = withUndo(rules.flatMap(({ remediation }) => remediation?.actions ?? []));

/** The desk of the fixes of a stack: nothing of it reaches a cloud. */
export function fixDeskOf({ config, policy }: DeskFile, names: FixNames, given: FixGiven = {}): FixDesk {
  const { clock = usualClock, clients, secrets } = given;
  const memory = given.memory ?? storeOf(names, clients).memory;
  const { now } = clock;
  return {
    ...{ memory, clock, live: liveOn({ rules, file: policy, memory }) },
    reach: [eksApiReach, aksApiReach, gkeApiReach],
    enabled: config.remediation?.enabled === true,
    whyNot: whyNotIn({ secret: names.SLACK_TOKEN_SECRET, config, now, secrets }),
  };
}
