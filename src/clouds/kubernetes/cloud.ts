import type { ClusterAccess } from '../cluster-access.ts';
import type { Clock, Cloud, Gap, Target } from '#model';
import { againOn, askedOf, nothingOf, unreadOf } from '../again.ts';
import { gateOf, type Gate } from '../gate.ts';
import { sheetOf, type Failure } from '../sheet.ts';
import { collectCluster } from './collect.ts';
import { clientOf, type Client } from './connect/client.ts';
import type { EndpointOptions } from './connect/endpoint.ts';
import { kubernetesFailure } from './connect/failure.ts';
import { isGoneFromCluster, ownReadOf } from './gone.ts';
import { rereadCluster } from './reread.ts';
import { clusterTypes } from './types.ts';

/** A cluster whose API cannot be called, and why. */
export interface ClosedCluster {
  readonly cluster: string;
  readonly closed: Failure;
  readonly environment?: string;
}

export interface KubernetesSettings extends EndpointOptions {
  readonly clock: Clock;
  /** One of its own where it is not given. */
  readonly gate?: Gate;
  readonly clusters: () => readonly (ClusterAccess | ClosedCluster)[];
}

/** Reads the APIs of clusters: a target for each. */
export function kubernetesCloud(settings: KubernetesSettings): Required<Cloud> {
  const { clock, clusters, gate = gateOf({ clock }), ...options } = settings;
  const targetOf = ({ cluster, environment }: ClusterAccess | ClosedCluster): Target => {
    const label = environment === undefined ? {} : { environment };
    return { id: `k8s:${cluster}`, provider: 'kubernetes', scopes: ['cluster'], ...label };
  };
  const accessTo = (target: string) => clusters().find((it) => targetOf(it).id === target);
  const open = ({ cluster, endpoint: url, ca, token }: ClusterAccess, signal: AbortSignal | undefined): Client =>
    clientOf({ gate, cluster, endpoint: { url, ca }, token, signal, ...options });

  const clientTo = (target: string, signal: AbortSignal | undefined): Client | Failure => {
    const access = accessTo(target);
    if (!access) return { reason: 'outside', detail: 'No access to the cluster is configured.' };
    if ('closed' in access) return access.closed;
    try {
      return open(access, signal);
    } catch (error) {
      return kubernetesFailure(error);
    }
  };

  return {
    provider: 'kubernetes',
    discover: () => Promise.resolve({ targets: clusters().map(targetOf), gaps: [] }),

    async collect(target, signal) {
      const startedAt = new Date(clock.now()).toISOString();
      const client = clientTo(target.id, signal);
      if ('reason' in client) return { ...nothingOf(target, startedAt), gaps: [gapOn(target.id, client)] };
      const sheet = sheetOf(target, startedAt, kubernetesFailure);
      try {
        await collectCluster(client, sheet);
      } finally {
        await client.close();
      }
      return sheet.reading();
    },

    async reread(target, touched, signal) {
      const startedAt = new Date(clock.now()).toISOString();
      const asked = askedOf(clusterTypes, target.id, touched);
      if (asked.length === 0) return nothingOf(target, startedAt);
      const client = clientTo(target.id, signal);
      if ('reason' in client) return unreadOf(target, startedAt, asked, client);
      const again = againOn(sheetOf(target, startedAt, kubernetesFailure));
      try {
        await rereadCluster(client, again, asked);
      } finally {
        await client.close();
      }
      return again.reading();
    },

    async isGone(it, signal) {
      const own = ownReadOf(it);
      const access = accessTo(it.target);
      if (!own || !access || 'closed' in access || !it.id.startsWith(`${access.cluster}/`)) return false;
      return isGoneFromCluster(own, () => open(access, signal));
    },
  };
}

function gapOn(target: string, { reason, detail, permission }: Failure): Gap {
  const api = 'get /version';
  const types = clusterTypes.map(({ name }) => name);
  return { target, api, reason, ...(permission !== undefined && { permission }), types, detail };
}
