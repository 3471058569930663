import { defineFact } from '#model';
import { fieldMissing, type Evidence, type Unknown } from '#rule';
import { isAutopilot, poolSources } from '../../gke/cluster/pool-facts.ts';
import { gkeCluster } from '../../gke/cluster/resource.ts';
import { keyLists } from './kept-metadata.ts';
import { computeProject } from './resource.ts';

/** What the metadata of a project opens on the nodes of its clusters. */
export interface NodeLogin {
  /** The pools of its Standard clusters: Autopilot lets nobody on its nodes. */
  readonly pools: number;
  /** How many SSH keys stand in the metadata, where they do, and the pools whose nodes take them. */
  readonly keys: number;
  readonly keysAt: readonly Evidence[];
  readonly takingKeys: readonly string[];
  /** The pools whose nodes have an interactive serial console. */
  readonly withConsole: readonly string[];
  readonly consoleAt: Evidence;
}

/**
 * What the metadata of a project opens on the nodes of its clusters. What a pool says goes before it; whether machines
 * take no keys of the project only they themselves say.
 * Sources: https://cloud.google.com/compute/docs/oslogin/set-up-oslogin,
 * https://cloud.google.com/compute/docs/connect/restrict-ssh-keys
 */
export const nodeLogin = defineFact({
  name: 'gcp.node-login',
  of: computeProject,
  uses: [gkeCluster],
  work({ config }, { list }): NodeLogin | Unknown {
    const { commonInstanceMetadata: metadata } = config;
    if (!metadata) return fieldMissing('commonInstanceMetadata');
    const items = (metadata.items ?? []).map((it, i) => ({ ...it, at: `commonInstanceMetadata.items[${i}].value` }));
    const lists = items.filter(({ key, value }) => keyLists.has(key ?? '') && Number(value) > 0);
    const said = (name: string): string | null | undefined => items.find(({ key }) => key === name)?.value;
    const serial = items.find(({ key }) => key === 'serial-port-enable');
    const pools = list(gkeCluster).items.flatMap((cluster) =>
      isAutopilot(cluster.config)
        ? []
        : poolSources(cluster.config).map(({ key, pool }) => ({
            label: `${key} of ${cluster.name}`,
            own: pool?.config?.metadata ?? {},
          })),
    );
    const labels = (where: (own: Readonly<Record<string, string>>) => boolean): readonly string[] =>
      pools.filter(({ own }) => where(own)).map(({ label }) => label);
    return {
      pools: pools.length,
      keys: lists.reduce((sum, { value }) => sum + Number(value), 0),
      keysAt: lists.map(({ at, value }) => ({ at, actual: value })),
      takingKeys: labels(
        (own) => !isOn(own['enable-oslogin'] ?? said('enable-oslogin')) && !isOn(own['block-project-ssh-keys']),
      ),
      withConsole: labels((own) => isOn(own['serial-port-enable'] ?? said('serial-port-enable'))),
      consoleAt: serial
        ? { at: serial.at, actual: serial.value }
        : { at: 'commonInstanceMetadata', actual: 'no serial-port-enable' },
    };
  },
});

/** Source: https://cloud.google.com/compute/docs/metadata/setting-custom-metadata#boolean */
const isOn = (value: string | null | undefined): boolean =>
  ['true', '1', 'y', 'yes'].includes((value ?? '').toLowerCase());
