import { clusterRole } from '#clouds/kubernetes/cluster-role/resource';
import { cronJob } from '#clouds/kubernetes/cron-job/resource';
import type { PolicyRule } from '#clouds/kubernetes/rbac/facts';
import type { Severity } from '#model';
import { agent } from './admins.ts';
import { clusters } from './objects.ts';
import { clusterBindingWith, clusterRoleWith, everything } from './rbac.ts';
import { asClusterRole, everywhere, may, nobodyElse } from './rights.ts';

const { gke, aks, files } = clusters;
const jobs = 'system:controller:job-controller';
const toJobs = (subject: string) => clusterBindingWith(jobs, [subject], { role: jobs });
const toAgent = everywhere('ServiceAccount:kube-system/agent');
const toOperator = (cluster: string) =>
  clusterBindingWith('ops', ['ServiceAccount:gmp-system/agent'], { role: 'ops', cluster });

/** A binding that carries the label of the add-on manager. */
function marked(subject: string, cluster: string = gke) {
  const made = clusterBindingWith('addon', [subject], { role: 'ops', cluster });
  const metadata = { ...made.config.metadata, labels: { 'addonmanager.kubernetes.io/mode': 'Reconcile' } };
  return { ...made, config: { ...made.config, metadata } };
}

const notTold = 'The files do not say whose cluster it is: the subject may be its provider.';

interface Given {
  /** Rules of a role on which the judged rule fails, and what it says of them. */
  readonly rights: readonly PolicyRule[];
  readonly does: string;
  /** How grave that is, and for a service account; the severity of the rule when not given. */
  readonly grade?: Severity;
  readonly ofAccount?: Severity;
}

/** What all rules on one right share: who holds it from outside of the system, and what other rules judge. */
export function rightCases({ rights, does, grade, ofAccount = grade }: Given) {
  const role = asClusterRole(...rights);
  const onGke = clusterRoleWith('ops', rights, {}, gke);
  const graded = grade === undefined ? {} : { grade };
  const account = ofAccount === undefined ? {} : { grade: ofAccount };
  const jo = { beside: [role], message: may(does), ...graded };
  const ofAgent = { message: may(does, 'ServiceAccount:kube-system/agent'), ...account };
  const nobody = { beside: [role], message: nobodyElse };
  const nobodyOnGke = { beside: [onGke], message: nobodyElse };
  return {
    pass: {
      'a role that does not exist': { on: everywhere('User:jo') },
      'a role that reads pods': {
        on: everywhere('User:jo'),
        beside: [asClusterRole({ apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] })],
      },
    },
    fail: {
      'somebody who holds it everywhere': { on: everywhere('User:jo'), ...jo },
      'every outsider is named once': {
        on: everywhere('User:jo', 'Group:ops', 'Group:system:authenticated', 'User:jo'),
        beside: [role],
        message: may(does, 'User:jo, Group:ops'),
        ...graded,
      },
      'a subject that policy exempts beside another': {
        on: everywhere('ServiceAccount:ops/deployer', 'User:jo'),
        ...jo,
        params: { exemptSubjects: ['ServiceAccount:ops/deployer'] },
      },
      'another role than the one that policy exempts': {
        on: everywhere('User:jo'),
        ...jo,
        params: { exemptRoles: ['op'] },
      },
      'an account of a system namespace that runs an image of its own': {
        on: toAgent,
        beside: [role, agent('docker.io/acme/agent:1')],
        ...ofAgent,
      },
      'an account of a system namespace that nothing uses, in a binding of a person': {
        on: toAgent,
        beside: [role],
        ...ofAgent,
      },
      'the name of a default binding with another subject': {
        on: toJobs('User:jo'),
        beside: [clusterRoleWith(jobs, rights)],
        message: `User:jo may ${does} in the cluster by ClusterRole/${jobs}.`,
        ...graded,
      },
      'an account of a system namespace that runs an image of its own, in a binding of the provider': {
        on: marked('ServiceAccount:kube-system/agent'),
        beside: [onGke, agent('docker.io/acme/agent:1', gke)],
        ...ofAgent,
      },
      'a user of EKS in a binding with the label of another provider': {
        on: marked('User:eks:addon'),
        beside: [onGke],
        message: may(does, 'User:eks:addon'),
        ...graded,
      },
      'a person in a binding with the label of the provider': {
        on: marked('User:jo'),
        beside: [onGke],
        message: may(does),
        ...graded,
      },
      'a node in a binding with the label of the provider': {
        on: marked('User:system:node:one'),
        beside: [onGke],
        message: may(does, 'User:system:node:one'),
        ...graded,
      },
      'a user by a reserved name in a binding without the label of the provider': {
        on: clusterBindingWith('addon', ['User:system:addon'], { role: 'ops', cluster: gke }),
        beside: [onGke],
        message: may(does, 'User:system:addon'),
        ...graded,
      },
      'an account of a namespace of add-ons that runs an image of its own': {
        on: toOperator(gke),
        beside: [onGke, agent('docker.io/acme/operator:1', gke, 'gmp-system')],
        message: may(does, 'ServiceAccount:gmp-system/agent'),
        ...account,
      },
      'a namespace of add-ons of another provider': {
        on: toOperator(aks),
        beside: [
          clusterRoleWith('ops', rights, {}, aks),
          agent('mcr.microsoft.com/acme/operator:1', aks, 'gmp-system'),
        ],
        message: may(does, 'ServiceAccount:gmp-system/agent'),
        ...account,
      },
      'the default binding of one provider on the cluster of another': {
        on: clusterBindingWith('aks-service-rolebinding', ['User:aks-support'], { role: 'aks-service', cluster: gke }),
        beside: [clusterRoleWith('aks-service', rights, {}, gke)],
        message: `User:aks-support may ${does} in the cluster by ClusterRole/aks-service.`,
        ...graded,
      },
      'the label of one provider on the cluster of another': {
        on: marked('User:system:addon', clusters.eks),
        beside: [role],
        message: may(does, 'User:system:addon'),
        ...graded,
      },
    },
    unknown: {
      'a role that was not read': { on: everywhere('User:jo'), hidden: [clusterRole], reason: 'denied' },
      'cron jobs that were not read may run as an account in a binding of the provider': {
        on: marked('ServiceAccount:kube-system/agent'),
        beside: [onGke],
        hidden: [cronJob],
        reason: 'denied',
      },
      'files that do not hold what runs as an account of the system': {
        on: clusterBindingWith('ops', ['ServiceAccount:kube-system/agent'], { role: 'ops', cluster: files }),
        beside: [clusterRoleWith('ops', rights, {}, files)],
        folder: 'shop',
        reason: 'not-in-files',
      },
      'files with a default binding of a provider': {
        on: clusterBindingWith('aks-service-rolebinding', ['User:aks-support'], {
          role: 'aks-service',
          cluster: files,
        }),
        beside: [clusterRoleWith('aks-service', rights, {}, files)],
        folder: 'shop',
        reason: 'not-in-files',
        message: notTold,
      },
      'files with a user of EKS in a binding that carries its name': {
        on: clusterBindingWith('eks:addon', ['User:eks:addon'], { role: 'ops', cluster: files }),
        beside: [clusterRoleWith('ops', rights, {}, files)],
        folder: 'shop',
        reason: 'not-in-files',
        message: notTold,
      },
      'files with a user by a reserved name in a binding with the label of a provider': {
        on: marked('User:system:addon', files),
        beside: [clusterRoleWith('ops', rights, {}, files)],
        folder: 'shop',
        reason: 'not-in-files',
        message: notTold,
      },
    },
    notApplicable: {
      'full rights': {
        on: everywhere('User:jo'),
        beside: [asClusterRole(...rights, everything)],
        message: 'k8s-rbac-cluster-admin-binding judges full rights.',
      },
      'the role edit for the whole cluster': {
        on: clusterBindingWith('ops', ['User:jo'], { role: 'edit' }),
        beside: [clusterRoleWith('edit', rights)],
        message: 'k8s-rbac-cluster-wide-edit judges bindings of edit.',
      },
      'everybody, whom rules of their own judge': {
        on: everywhere('User:system:anonymous', 'Group:system:authenticated', 'Group:system:serviceaccounts'),
        ...nobody,
      },
      'the masters, who may do all without it': { on: everywhere('Group:system:masters'), ...nobody },
      'a controller of Kubernetes': {
        on: toJobs('ServiceAccount:kube-system/job-controller'),
        beside: [clusterRoleWith(jobs, rights)],
        message: nobodyElse,
      },
      'an account of a system namespace that runs images of the provider': {
        on: toAgent,
        beside: [role, agent('602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/agent:1')],
        message: nobodyElse,
      },
      'a user of EKS in a binding that carries its name': {
        on: clusterBindingWith('eks:addon', ['User:eks:addon'], { role: 'ops' }),
        ...nobody,
      },
      'a user by a reserved name in a binding that carries the name of EKS': {
        on: clusterBindingWith('eks:addon', ['User:system:kube-controller-manager'], { role: 'ops' }),
        ...nobody,
      },
      'an account of a namespace of add-ons that runs images of the provider': {
        on: toOperator(gke),
        beside: [onGke, agent('gke.gcr.io/prometheus-engine/operator:1', gke, 'gmp-system')],
        message: nobodyElse,
      },
      'a user by a reserved name in a binding with the label of AKS': {
        on: marked('User:system:addon', aks),
        beside: [clusterRoleWith('ops', rights, {}, aks)],
        message: nobodyElse,
      },
      'a user by a reserved name in a binding with the label of the provider': {
        on: marked('User:system:addon'),
        ...nobodyOnGke,
      },
      'an account of a system namespace that nothing uses, in a binding of the provider': {
        on: marked('ServiceAccount:kube-system/agent'),
        ...nobodyOnGke,
      },
      'a subject that policy exempts': {
        on: everywhere('User:jo'),
        beside: [role],
        params: { exemptSubjects: ['User:jo'] },
        message: nobodyElse,
      },
      'a role that policy exempts': {
        on: everywhere('User:jo'),
        beside: [role],
        params: { exemptRoles: ['ops'] },
        message: 'Policy exempts the role.',
      },
    },
  } as const;
}
