import { parseObjectAddress } from '#clouds/kubernetes/address';
import { clusterTypes } from '#clouds/kubernetes/types';
import { permissionsOf } from '#report/onboard/permissions';
import { remediatorPermissions } from '#report/onboard/remediator-roles';
import { fixActions } from '../../functions/wire/fix-desk.ts';
import { clusterApi } from '../sim/kubernetes/clients.ts';
import type { KubernetesEstate } from '../sim/kubernetes/estate.ts';
import { startKubernetes, type KubernetesSimulator } from '../sim/kubernetes/server.ts';

/** The API of a cluster that is entered with tokens of its cloud. */
export interface Inside {
  readonly sim: KubernetesSimulator;
  /** Says by whom a token is; the cloud that gives tokens is started later. */
  enters(who: (token: string) => string | undefined): void;
  /** Somebody else changes an object. */
  patch(id: string, body: object): Promise<void>;
  close(): Promise<void>;
}

const reads = permissionsOf(clusterTypes)['kubernetes-reader'];
const changes = remediatorPermissions({ types: clusterTypes, actions: fixActions }, 'cluster');

/** The API of one cluster, in which everybody may read by the printed role, and whom `mayChange` names, change things by the other. */
export async function insideOf(estate: KubernetesEstate, mayChange: (name: string) => boolean): Promise<Inside> {
  let whose: (token: string) => string | undefined = () => undefined;
  const sim = await startKubernetes({
    estate,
    callers(token) {
      const name = whose(token);
      return name === undefined ? undefined : { name, may: allowing(mayChange(name) ? changes : reads) };
    },
  });
  let closing: Promise<void> | undefined;
  return {
    sim,
    enters: (who) => void (whose = who),
    async patch(id, body) {
      const { group = '', version = '', namespace = '', plural = '', name = '' } = parseObjectAddress(id) ?? {};
      const api = clusterApi(sim, sim.token);
      const path = `/apis/${group}/${version}/namespaces/${namespace}/${plural}/${name}`;
      const { status } = await api.send('PATCH', path, body, 'application/strategic-merge-patch+json');
      await api.close();
      if (status !== 200) throw new Error(`nobody can change ${id}: ${status}`);
    },
    close: () => (closing ??= sim.close()),
  };
}

/** `get configmaps/one` is a right on objects of that name alone. */
const allowing =
  (permissions: readonly string[]) =>
  (asked: string): boolean =>
    permissions.some((it) => it === asked || it.startsWith(`${asked}/`));
