import type { V1Node } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/** What a kubelet writes every few minutes; the addresses of its node stay. */
const beatOfNodes = [
  ...['status.allocatable', 'status.capacity', 'status.conditions', 'status.images'],
  ...['status.volumesAttached', 'status.volumesInUse'],
] as const;

/** A node. */
export const node = defineType({
  name: 'k8s.node',
  scope: 'cluster',
  reads: ['list nodes'],
  changedBy: changesOf('nodes'),
  config: wire<V1Node>(),
  volatile: ['metadata.resourceVersion', ...beatOfNodes],
  home: clusterTargetOf,
});
