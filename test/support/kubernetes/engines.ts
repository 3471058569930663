import { daemonSet } from '#clouds/kubernetes/daemon-set/resource';
import { node } from '#clouds/kubernetes/node/resource';
import { vpcCniConfig } from '#clouds/kubernetes/vpc-cni-config/resource';
import type { Draft } from '../build.ts';
import { object } from './objects.ts';

type PodSpec = NonNullable<typeof daemonSet.config.spec>['template']['spec'];

/** A node of the cluster shop: of EC2 without a kind, else `auto`, `fargate` or `hybrid`. */
export const nodeOf = (kind?: string, labels: Readonly<Record<string, string>> = {}) =>
  object(
    node,
    { group: 'core', plural: 'nodes' },
    `${kind ?? 'ec2'}-node`,
    {
      metadata: {
        labels: {
          'kubernetes.io/os': 'linux',
          'kubernetes.io/arch': 'amd64',
          ...(kind !== undefined && { 'eks.amazonaws.com/compute-type': kind }),
          ...labels,
        },
      },
    },
    { namespace: null },
  );

/** A DaemonSet, given as `namespace/name`, with so many ready pods; undefined for one without a status. */
export const engineOf = (of: string, ready: number | undefined, spec: Draft<PodSpec> = {}) => {
  const [namespace, name = ''] = of.split('/');
  const template = { spec: { containers: [], ...spec } };
  const status = ready === undefined ? {} : { status: { numberReady: ready } };
  return object(
    daemonSet,
    { group: 'apps', plural: 'daemonsets' },
    name,
    { spec: { template }, ...status },
    { namespace },
  );
};

/** The DaemonSet of the VPC CNI with these arguments of its second container. */
export const awsNode = (ready: number, ...args: readonly string[]) =>
  engineOf('kube-system/aws-node', ready, {
    containers: [{ name: 'aws-node' }, { name: 'aws-eks-nodeagent', args }],
  });

/** The ConfigMap amazon-vpc-cni. */
export const cniConfig = (data: Readonly<Record<string, string>> | undefined) =>
  object(
    vpcCniConfig,
    { group: 'core', plural: 'configmaps' },
    'amazon-vpc-cni',
    { data },
    { namespace: 'kube-system' },
  );

/** What keeps pods on nodes of a kind, by required affinity: one of these terms. */
export const affine = (...terms: readonly object[]): Draft<PodSpec> => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [...terms] } } },
});

/** A term about the kind of a node. */
export const kindIn = (operator: string, ...values: readonly string[]) => ({
  matchExpressions: [{ key: 'eks.amazonaws.com/compute-type', operator, values }],
});

/** What keeps pods on hybrid nodes, by a selector. */
export const onlyHybrid: Draft<PodSpec> = { nodeSelector: { 'eks.amazonaws.com/compute-type': 'hybrid' } };
