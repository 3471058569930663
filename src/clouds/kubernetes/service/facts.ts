import { defineFact, type Unknown } from '#model';
import { selects } from '../label-selector.ts';
import { pod } from '../pod/resource.ts';
import { service } from './resource.ts';

/** Ports on which people administer machines and keep data: remote access, databases, queues, consoles. */
export const adminPorts = [
  ...[22, 23, 135, 445, 2375, 2376, 2379, 2380, 3389, 5900, 6443, 10_250],
  ...[1433, 1521, 3306, 5432, 5672, 6379, 7077, 8086, 9042, 9092, 9200, 9300, 11_211, 15_672, 27_017],
  ...[3000, 5601, 8080, 8443, 8888, 9000, 9090, 9093],
] as const;

/** A port of a service, and those of its pods that it leads to, as far as they are known. */
export interface ServedPort {
  readonly port: number;
  readonly targets: readonly number[];
  /** Why more targets may be unseen. */
  readonly unread: Unknown | undefined;
}

/**
 * The ports of a service with the ports of the containers behind them. A target port without a value is the port itself; a
 * name is that of a container's port, which may be another number in each pod.
 * Source: https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
 */
export const servedPorts = defineFact({
  name: 'k8s.served-ports',
  of: service,
  uses: [pod],
  work({ config: { metadata, spec } }, { list }): readonly ServedPort[] {
    const named = (name: string): Omit<ServedPort, 'port'> => {
      const { items, unread } = list(pod, { namespace: metadata?.namespace ?? 'default' });
      const matchLabels = spec?.selector ?? {};
      const behind = items.filter(
        ({ config }) => Object.keys(matchLabels).length > 0 && selects({ matchLabels }, config.metadata?.labels ?? {}),
      );
      const ports = behind.flatMap(({ config }) => config.spec?.containers.flatMap((it) => it.ports ?? []) ?? []);
      const targets = ports.flatMap((it) => (it.name === name ? [it.containerPort] : []));
      return { targets: [...new Set(targets)], unread };
    };
    return (spec?.ports ?? []).map(({ port, targetPort = port }) => {
      const number = Number(targetPort);
      return {
        port,
        ...(Number.isInteger(number) ? { targets: [number], unread: undefined } : named(String(targetPort))),
      };
    });
  },
});
