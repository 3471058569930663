import type { JsonObject } from '../../sim/json.ts';

/** Services of which all external addresses are to go, and some. */
export const claiming: readonly JsonObject[] = [['192.168.7.7'], ['10.1.2.3', '192.168.7.8', '10.1.2.4']].map(
  (externalIPs, at) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'team-0', name: `claiming-${at}` },
    spec: { type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP' }], externalIPs },
  }),
);

/** Services with ports of the nodes, one of which also names its own. */
export const exposing: readonly JsonObject[] = [
  { externalTrafficPolicy: 'Cluster', ports: [{ name: 'web', port: 80, protocol: 'TCP', nodePort: 30_080 }] },
  {
    externalTrafficPolicy: 'Local',
    ports: [
      { name: 'dns', port: 53, targetPort: 5353, protocol: 'UDP', nodePort: 31_053 },
      { name: 'dns-tcp', port: 53, targetPort: 'dns', protocol: 'TCP', nodePort: 31_054 },
    ],
  },
].map((spec, at) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'team-0', name: `exposing-${at}` },
  spec: { type: 'NodePort', clusterIP: `10.100.0.${at + 7}`, selector: { app: 'web' }, ...spec },
}));

/** Services whose load balancers let everybody come, because they say so or say nothing. */
export const balancing: readonly JsonObject[] = [{}, { loadBalancerSourceRanges: ['10.0.0.0/8', '0.0.0.0/0'] }].map(
  (spec, at) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'team-0', name: `balancing-${at}` },
    spec: {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Cluster',
      ports: [{ port: 5432, protocol: 'TCP', nodePort: 32_000 + at }],
      ...spec,
    },
  }),
);
