import { getContinuationToken, type DescendantInfo } from '@azure/arm-managementgroups';
import { compareText } from '#lib/text';
import { anywhere, named, nearestClaims, type Claim } from '../claims.ts';
import type { Gate } from '../gate.ts';
import { listingInto, type Unreached } from '../unreached.ts';
import { azureFailure } from './failure.ts';
import { callerOf } from './reader.ts';
import type { Session } from './session.ts';

/** Where subscriptions are looked for: by id, below a management group, or all that the sign-in reaches. */
export interface SubscriptionSource {
  readonly subscriptions?: readonly string[];
  /** Its id. */
  readonly managementGroup?: string;
  /** Ids of subscriptions that are left out. */
  readonly exclude?: readonly string[];
  /** The label of its targets. */
  readonly environment?: string;
}

/** Subscriptions by id in lower case, with the source that each is read by; `unread` says what keeps them from being all. */
export interface Reached {
  readonly subscriptions: ReadonlyMap<string, SubscriptionSource>;
  readonly unread: readonly Unreached[];
}

/** Finds the subscriptions of all sources; one that several lead to is read by the nearest. */
export async function reachedSubscriptions(
  session: Session,
  gate: Gate,
  sources: readonly SubscriptionSource[] = [{}],
): Promise<Reached> {
  const caller = callerOf(gate, '');
  const unread: Unreached[] = [];

  const orGap = listingInto(unread, azureFailure);
  /** A deleted one can no longer be read; a disabled one can. */
  const visible = async (): Promise<ReadonlyMap<string, number>> => {
    const api = 'Microsoft.Resources/subscriptions/read';
    const found = new Map<string, number>();
    const listing = caller.pages(
      api,
      (options) => session.subscriptions.subscriptions.list(options),
      ({ subscriptionId: id, state }) => {
        if (id !== undefined && state !== 'Deleted') found.set(id.toLowerCase(), anywhere);
      },
    );
    await orGap(api, 'The subscriptions', listing);
    return found;
  };
  const below = async (group: string): Promise<ReadonlyMap<string, number>> => {
    const api = 'Microsoft.Management/managementGroups/descendants/read';
    const found: DescendantInfo[] = [];
    const listing = caller.pages(
      api,
      (options) => session.groups.managementGroups.listDescendants(group, options),
      (it) => found.push(it),
      getContinuationToken,
    );
    await orGap(api, `The subscriptions of the management group ${group}`, listing);
    return distancesIn(group, found);
  };

  const claimsOf = async (source: SubscriptionSource): Promise<Claim<SubscriptionSource>[]> => {
    const exclude = new Set(source.exclude?.map((id) => id.toLowerCase()));
    const { subscriptions, managementGroup } = source;
    const found = subscriptions
      ? new Map(subscriptions.map((id) => [id.toLowerCase(), named]))
      : await (managementGroup === undefined ? visible() : below(managementGroup));
    return [...found].flatMap(([id, distance]) => (exclude.has(id) ? [] : { id, distance, by: source }));
  };

  const claims = (await Promise.all(sources.map(claimsOf))).flat();
  const subscriptions = [...nearestClaims(claims)].sort(([a], [b]) => compareText(a, b));
  unread.sort((a, b) => compareText(a.failure.detail, b.failure.detail));
  return { subscriptions: new Map(subscriptions), unread };
}

/** How many groups lie between a group and each subscription below it. */
function distancesIn(group: string, found: readonly DescendantInfo[]): ReadonlyMap<string, number> {
  const top = `/providers/microsoft.management/managementgroups/${group.toLowerCase()}`;
  const parents = new Map(found.map(({ id = '', parent }) => [id.toLowerCase(), parent?.id?.toLowerCase()]));
  const distances = new Map<string, number>();
  for (const id of parents.keys()) {
    const subscription = /^\/subscriptions\/([^/]+)$/.exec(id)?.[1];
    if (subscription === undefined) continue;
    const passed = new Set<string>();
    let above = parents.get(id);
    while (above !== undefined && above !== top && !passed.has(above)) {
      passed.add(above);
      above = parents.get(above);
    }
    distances.set(subscription, passed.size);
  }
  return distances;
}
