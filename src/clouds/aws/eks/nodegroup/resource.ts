import type { Nodegroup } from '@aws-sdk/client-eks';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';
import { nodegroupComponents } from './components.ts';

/** A managed node group: the answer of `DescribeNodegroup`. */
export const eksNodegroup = defineType({
  name: 'eks.nodegroup',
  scope: 'aws-region',
  reads: ['eks:ListNodegroups', 'eks:DescribeNodegroup', 'eks:ListClusters'],
  changedBy: [
    'eks:CreateNodegroup',
    'eks:UpdateNodegroupConfig',
    'eks:UpdateNodegroupVersion',
    'eks:TagResource',
    'eks:UntagResource',
    'eks:DeleteNodegroup',
  ],
  config: wire<Nodegroup>(),
  keys: {
    cluster: ({ clusterName }) => clusterName,
    role: ({ nodeRole }) => nodeRole,
    template: ({ launchTemplate }) => launchTemplate?.id,
  },
  home: regionOf,
  components: { kinds: ['version', 'machine'], read: nodegroupComponents },
  settling: ({ status }) => ['CREATING', 'DELETING'].find((it) => it === status),
  busy: ({ status }) => (status === 'UPDATING' ? status : undefined),
});
