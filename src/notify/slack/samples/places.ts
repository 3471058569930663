import type { ChannelStyle, Person, RuleInView, TargetInView } from '../../views.ts';

/** What the samples have in common: an estate, its people, and rules as they ship. */
export const full: ChannelStyle = { buttons: true, detail: 'full' };

export const ana: Person = { name: 'ana@example.com', slack: 'U0ANA' };
export const ben: Person = { name: 'ben@example.com', slack: 'U0BEN' };
export const ciso: Person = { name: 'mara@example.com', slack: 'U0CISO' };

export const payments: TargetInView = {
  ...{ id: 'aws:111122223333:eu-west-1', provider: 'aws', account: '111122223333', name: 'payments' },
  ...{ region: 'eu-west-1', environment: 'prod' },
};

export const weu: TargetInView = {
  ...{ id: 'azure:89ad703a-4c7e-4743-88c9-2daa512de134', provider: 'azure', name: 'shop-prod' },
  ...{ account: '89ad703a-4c7e-4743-88c9-2daa512de134', region: 'westeurope', environment: 'prod' },
};

export const prodCluster = {
  name: 'payments-prod',
  url: 'https://eu-west-1.console.aws.amazon.com/eks/clusters/payments-prod?region=eu-west-1',
};

export const openApi: RuleInView = {
  id: 'eks-endpoint-public-cidr-open',
  title: 'The API endpoint of an EKS cluster is closed to unknown networks',
  why: 'Whoever reaches the endpoint can try stolen tokens and unpatched API server bugs.',
  fix: 'Turn private access on, then close public access or limit it to known networks.',
};

export const runAsRoot: RuleInView = {
  id: 'k8s-run-as-root',
  title: 'Containers run as another user than root',
  why: 'A process that breaks out of a container as root is root on the node.',
  fix: 'Set runAsNonRoot: true and a runAsUser above 0 in the security context of the pod or its containers.',
};
