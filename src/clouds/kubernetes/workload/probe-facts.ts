import { covers, parseAddresses, unionAll } from '#lib/addresses';
import type { Evidence } from '#model';
import type { PodSecurity } from './facts.ts';
import type { EffectiveContainer } from './security-context.ts';

/** A request of the kubelet to a host that the pod chooses. */
export interface ChosenHost {
  readonly container: EffectiveContainer;
  /** Such as `livenessProbe`, `lifecycle.preStop`. */
  readonly of: (typeof requesters)[number];
  readonly by: (typeof handlers)[number];
  readonly host: string;
  readonly evidence: Evidence;
}

const requesters = [
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle.postStart',
  'lifecycle.preStop',
] as const;

const handlers = ['httpGet', 'tcpSocket'] as const;

/** Every host that probes and lifecycle hooks name; without one the kubelet asks the pod. */
export const chosenHosts = ({ containers }: PodSecurity): readonly ChosenHost[] =>
  containers.flatMap((container) =>
    requesters.flatMap((of) =>
      handlers.flatMap((by) => {
        const host = requestOf(container, of)?.[by]?.host ?? '';
        const evidence = { at: `${container.at}.${of}.${by}.host`, actual: host };
        return host === '' ? [] : [{ container, of, by, host, evidence }];
      }),
    ),
  );

function requestOf({ config }: EffectiveContainer, of: ChosenHost['of']) {
  switch (of) {
    case 'lifecycle.postStart':
      return config.lifecycle?.postStart;
    case 'lifecycle.preStop':
      return config.lifecycle?.preStop;
    case 'livenessProbe':
    case 'readinessProbe':
    case 'startupProbe':
      return config[of];
  }
}

const addressesOf = (...texts: string[]) => unionAll(texts.flatMap((text) => parseAddresses(text) ?? []));

/** Link-local networks, also as IPv4 in IPv6, and the IPv6 address of the EC2 metadata service. */
const nodeOnly = addressesOf('169.254.0.0/16', '::ffff:a9fe:0/112', 'fe80::/10', 'fd00:ec2::254/128');

const loopback = addressesOf('127.0.0.0/8', '::ffff:7f00:0/104', '::1/128');

const metadataNames: readonly string[] = [
  'metadata',
  'metadata.google.internal',
  'instance-data',
  'instance-data.ec2.internal',
];

/** Whether a host leads to the node itself or to its cloud's metadata; a pod of the host's network has both anyway. */
export function isNodeSide(host: string, hostNetwork: boolean): boolean {
  const name = host
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/%.*$/, '');
  const address = parseAddresses(name);
  if (metadataNames.includes(name) || (address && covers(nodeOnly, address))) return true;
  const isLoopback = name === 'localhost' || name.endsWith('.localhost') || (address && covers(loopback, address));
  return isLoopback === true && !hostNetwork;
}
