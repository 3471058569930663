import type { ClusterAccess } from '../cluster-access.ts';
import type { ManagedCluster } from '@azure/arm-containerservice';
import type { Callers, Clock, Cloud, Gap, Resource, Target } from '#model';
import { againOn, askedOf, nothingOf, unreadOf } from '../again.ts';
import type { Gate } from '../gate.ts';
import { listingsOf, type Listings } from '../listings.ts';
import { sheetOf, type Failure } from '../sheet.ts';
import { aksAccess } from './access.ts';
import type { callersThrough } from './aks/cluster/callers.ts';
import { listClusters } from './aks/cluster/collect.ts';
import { aksCluster } from './aks/cluster/resource.ts';
import { azureFailure } from './failure.ts';
import { isGoneFromAzure } from './gone.ts';
import { callerOf } from './reader.ts';
import { rereadSubscription } from './reread.ts';
import { openSession, type Session, type SessionSettings } from './session.ts';
import { collectSubscription } from './subscription.ts';
import { reachedSubscriptions, type SubscriptionSource } from './subscriptions.ts';
import { azureTypes } from './types.ts';

export interface AzureSettings extends SessionSettings {
  readonly gate: Gate;
  readonly clock: Clock;
  /** Instead of all that the sign-in reaches. */
  readonly sources?: readonly SubscriptionSource[];
  /** Instead of what the sources lead to; what these say of a subscription that they name still holds. */
  readonly subscriptionIds?: readonly string[];
  /** How audit logs are asked, where a fix may be planned: whoever only reads asks none. */
  readonly askCallers?: typeof callersThrough;
  /** Where Log Analytics is asked, for tests; otherwise the public one. */
  readonly logsUrl?: string;
}

export interface AzureCloud extends Required<Cloud> {
  /** How the Kubernetes API of a cluster that was read can be called. */
  access(cluster: Resource, signal?: AbortSignal): Promise<ClusterAccess | Failure>;
  /** Who called the Kubernetes API of a cluster lately, as its audit log tells; undefined for what is no cluster, and where nobody asks. */
  callers(cluster: Resource): Promise<Callers | undefined>;
}

const signedOut =
  'Nobody is signed in to Azure. Run `az login`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.';
const nothingReached =
  'The Azure sign-in reaches no subscription. Give it the Reader role on one, or run `az login --tenant`.';
const nothingNamed = 'What is to be read holds no subscription that is not left out.';

const scopes = ['azure-subscription'] as const;

/** Stands for the subscriptions that could not be listed. */
const unlisted = 'azure:unknown';

/** Reads Azure: a target for each subscription. */
export function azureCloud(settings: AzureSettings): AzureCloud {
  const { gate, clock } = settings;
  let opening: Promise<Session | undefined> | undefined;
  const session = (): Promise<Session | undefined> => (opening ??= openSession(settings));
  const sources = settings.subscriptionIds ? sourcesOf(settings.subscriptionIds, settings.sources) : settings.sources;
  let clusters = listingsFor([
    ...new Set(sources?.flatMap(({ subscriptions = [] }) => subscriptions.map((id) => id.toLowerCase()))),
  ]);

  function listingsFor(ids: readonly string[]): Listings<ManagedCluster> {
    return listingsOf(ids, async (id, add, signal) => {
      const open = await session();
      if (open) await listClusters(callerOf(gate, id, signal), open.clients(id), add);
    });
  }

  const targetOf = (id: string, { environment }: SubscriptionSource = {}): Target => {
    const label = environment === undefined ? {} : { environment };
    return { id: `azure:${id}`, provider: 'azure', scopes, ...label };
  };

  const collect: Cloud['collect'] = async (target, signal) => {
    const startedAt = startOf(clock);
    const nothing = nothingOf(target, startedAt);
    if (target.id === unlisted) return nothing;
    const open = await session();
    if (!open) return { ...nothing, gaps: [gapOn(target.id, { reason: 'denied', detail: signedOut })] };
    const id = target.id.slice('azure:'.length);
    const sheet = sheetOf(target, startedAt, azureFailure);
    const at = { ...callerOf(gate, id, signal), clients: open.clients(id), sheet };
    const own = await clusters.own(id, signal);
    const others = async () => (await clusters.others(id, signal)).map(([, listed]) => listed);
    const inScope = await collectSubscription(at, own, others);
    // Without clusters nothing in a subscription is judged: that is no gap, and no claim about what was not looked at.
    return inScope ? sheet.reading() : { ...sheet.reading(), target: { ...target, scopes: [] } };
  };

  return {
    provider: 'azure',
    async discover() {
      const open = await session();
      if (!open) {
        opening = undefined;
        return { targets: [], gaps: [], skipped: signedOut };
      }
      const { subscriptions, unread } = await reachedSubscriptions(open, gate, sources);
      clusters = listingsFor([...subscriptions.keys()]);
      const targets = [...subscriptions].map(([id, source]) => targetOf(id, source));
      if (unread.length > 0) {
        const gaps = unread.map(({ api, failure }) => gapOn(unlisted, failure, api));
        return { targets: [...targets, targetOf('unknown')], gaps };
      }
      const skipped = sources ? nothingNamed : nothingReached;
      return { targets, gaps: [], ...(targets.length === 0 && { skipped }) };
    },
    collect,
    async reread(target, touched, signal) {
      const startedAt = startOf(clock);
      const asked = askedOf(azureTypes, target.id, touched);
      // Where there were no clusters nothing was read, and nothing but a new cluster makes it matter.
      if (target.scopes.length === 0) {
        const isMade = asked.some(({ type }) => type === aksCluster);
        return isMade ? collect({ ...target, scopes }, signal) : nothingOf(target, startedAt);
      }
      const open = await session();
      if (!open) return unreadOf(target, startedAt, asked, { reason: 'denied', detail: signedOut });
      const id = target.id.slice('azure:'.length);
      const again = againOn(sheetOf(target, startedAt, azureFailure));
      await rereadSubscription({ ...callerOf(gate, id, signal), clients: open.clients(id) }, again, asked);
      return again.reading();
    },
    async isGone(it, signal) {
      const open = await session();
      return open !== undefined && isGoneFromAzure(it, { session: open, gate, signal });
    },
    async access(cluster, signal) {
      const open = await session();
      return open ? aksAccess({ session: open, gate, cluster, signal }) : { reason: 'denied', detail: signedOut };
    },
    callers: async (it) =>
      it.type === aksCluster.name ? settings.askCallers?.(await session(), it, settings) : undefined,
  };
}

const startOf = (clock: Clock): string => new Date(clock.now()).toISOString();

/** Some subscriptions, each by the source that names it where there is one. */
function sourcesOf(ids: readonly string[], sources: readonly SubscriptionSource[] = []): readonly SubscriptionSource[] {
  const asked = new Set(ids.map((id) => id.toLowerCase()));
  const naming = sources.flatMap(({ subscriptions, ...rest }) =>
    subscriptions ? [{ ...rest, subscriptions: subscriptions.filter((id) => asked.has(id.toLowerCase())) }] : [],
  );
  return [...naming, { subscriptions: ids }];
}

function gapOn(
  target: string,
  { reason, detail, permission }: Failure,
  api = 'Microsoft.ContainerService/managedClusters/read',
): Gap {
  const cure = reason === 'denied' ? { permission: permission ?? api } : {};
  return { target, api, reason, ...cure, types: azureTypes.map(({ name }) => name), detail };
}
