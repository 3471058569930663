import { defineFact, type Found, type Resource, type ResourceOf } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { apiAddress } from '../address.ts';
import { daemonSet } from '../daemon-set/resource.ts';
import { selects, type Labels } from '../label-selector.ts';
import { node } from '../node/resource.ts';
import { vpcCniConfig } from '../vpc-cni-config/resource.ts';
import { kubernetesApi } from './resource.ts';

type DaemonSet = ResourceOf<typeof daemonSet>;

/** Whether something enforces network policies, by what, or what was looked at. */
export type Enforced = { readonly is: boolean; readonly by: string; readonly seen: readonly Evidence[] } | Unknown;

/** What runs in an EKS cluster, and what enforces network policies on its nodes of each kind. */
export interface EksEnforcement {
  readonly nodes: { readonly ec2: number; readonly hybrid: number; readonly fargate: number };
  /** On EC2 instances that are not of Auto Mode. */
  readonly onEc2: Enforced;
  readonly onHybrid: Enforced;
  /** Engines other than the VPC CNI, whether their pods are ready or not. */
  readonly engines: readonly string[];
}

/** The address of the API of a cloud's cluster. */
export const apiOf = ({ id }: Pick<Resource, 'id'>): string => apiAddress(`k8s:${id}`);

/** The API as it was found. Files of a cluster that do not name it hold none that is known to be this one's. */
export const orUnread = <A>(found: Found<A>): A | Unknown =>
  found === 'absent' ? unknown('not-in-files', 'What runs in the cluster was not read.') : found;

const engineNames = ['calico-node', 'cilium', 'antrea-agent', 'weave-net', 'kube-router'];
const computeType = 'eks.amazonaws.com/compute-type';
const someNode: Labels = { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' };

/**
 * What enforces network policies inside an EKS cluster: `aws-node` by its argument and on EC2 alone, another engine
 * where its DaemonSet takes nodes of the kind. An engine without ready pods enforces nothing.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
 */
export const eksEnforcement = defineFact({
  name: 'k8s.eks-enforcement',
  of: kubernetesApi,
  uses: [daemonSet, node],
  work(_, { list }): EksEnforcement | Unknown {
    const nodes = list(node);
    if (nodes.unread) return nodes.unread;
    const labels = nodes.items.map(({ config }) => config.metadata?.labels ?? {});
    const of = (...kinds: readonly string[]) => labels.filter((it) => kinds.includes(it[computeType] ?? ''));
    const [hybrid, fargate, special] = [of('hybrid'), of('fargate'), of('hybrid', 'fargate', 'auto')];
    const ec2 = labels.filter((it) => !special.includes(it));
    const sets = list(daemonSet);
    const engines = sets.items.filter(({ config }) => engineNames.includes(config.metadata?.name ?? ''));
    const taking = (kind: readonly Labels[]) => engines.filter((it) => kind.some((one) => takes(it, one)));
    const own = sets.items.filter(isEnforcingCni);
    return {
      nodes: { ec2: ec2.length, hybrid: hybrid.length, fargate: fargate.length },
      onEc2: enforcedBy([...own, ...taking(ec2.length > 0 ? ec2 : [someNode])], sets.unread),
      onHybrid: enforcedBy(taking(hybrid), sets.unread),
      engines: engines.map(({ name }) => name),
    };
  },
});

/**
 * Whether Auto Mode enforces network policies: the ConfigMap turns it on, for nodes of every class.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
 */
export const autoModeEnforcement = defineFact({
  name: 'k8s.auto-mode-enforcement',
  of: kubernetesApi,
  uses: [vpcCniConfig],
  work(_, { list }): Enforced {
    const { items, unread } = list(vpcCniConfig);
    const [config] = items;
    if (!config) return unread ?? { is: false, by: '', seen: [] };
    const value = config.config.data?.['enable-network-policy-controller'];
    const at = `${config.id}#data.enable-network-policy-controller`;
    const seen = value === undefined ? [] : [{ at, actual: value, expected: 'true' }];
    return { is: value?.toLowerCase() === 'true', by: 'Auto Mode', seen };
  },
});

/** Whether the scheduler may put pods of a DaemonSet on a node with these labels. */
function takes({ config }: DaemonSet, labels: Labels): boolean {
  const pod = config.spec?.template.spec;
  const terms = pod?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const selected = selects({ matchLabels: pod?.nodeSelector ?? {} }, labels);
  return selected && (!terms || terms.some(({ matchExpressions = [] }) => selects({ matchExpressions }, labels)));
}

/** The last of several equal flags counts; without a value it is on. */
function isEnforcingCni({ name, config }: DaemonSet): boolean {
  const args = config.spec?.template.spec?.containers.flatMap((it) => it.args ?? []) ?? [];
  const flag = args.findLast((it) => /^--enable-network-policy(=|$)/.test(it));
  return name === 'kube-system/aws-node' && flag !== undefined && /^[^=]+(=(true|t|1))?$/i.test(flag);
}

function enforcedBy(sets: readonly DaemonSet[], unread: Unknown | undefined): Enforced {
  const seen = sets.map(({ id, name, config }) => {
    const at = `${id}#status.numberReady`;
    return { by: `the DaemonSet ${name}`, at, actual: config.status?.numberReady ?? fieldMissing(at) };
  });
  const ready = seen.find(({ actual }) => !isUnread(actual) && actual > 0);
  if (ready) return { is: true, by: ready.by, seen: [] };
  const untold = seen.map(({ actual }) => actual).find(isUnread);
  if (untold ?? unread) return untold ?? unread ?? { is: false, by: '', seen: [] };
  return { is: false, by: '', seen: seen.map(({ at, actual }) => ({ at, actual, expected: 'ready pods' })) };
}
