import type { KubernetesProvider } from '../address.ts';

/** Patterns of registries by who runs the cluster; `any` holds on every one. */
export type SystemRegistries = Readonly<Record<KubernetesProvider | 'any', readonly string[]>>;

/**
 * The registries from which providers, and Kubernetes itself, serve the images of system workloads. `*` stands for
 * one label of a host name.
 * Sources: https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html,
 * https://learn.microsoft.com/azure/aks/outbound-rules-control-egress,
 * https://cloud.google.com/kubernetes-engine/docs, https://kubernetes.io/blog/2022/11/28/registry-k8s-io-faster-cheaper-ga/
 */
export const systemRegistries: SystemRegistries = {
  eks: [
    '602401143452.dkr.ecr.*.amazonaws.com',
    '877085696533.dkr.ecr.af-south-1.amazonaws.com',
    '800184023465.dkr.ecr.ap-east-1.amazonaws.com',
    '533267051163.dkr.ecr.*.amazonaws.com',
    '296578399912.dkr.ecr.ap-southeast-3.amazonaws.com',
    '491585149902.dkr.ecr.ap-southeast-4.amazonaws.com',
    '151610086707.dkr.ecr.ap-southeast-5.amazonaws.com',
    '333609536671.dkr.ecr.ap-southeast-6.amazonaws.com',
    '121268973566.dkr.ecr.ap-southeast-7.amazonaws.com',
    '900889452093.dkr.ecr.ap-south-2.amazonaws.com',
    '590381155156.dkr.ecr.eu-south-1.amazonaws.com',
    '558608220178.dkr.ecr.me-south-1.amazonaws.com',
    '900612956339.dkr.ecr.eu-central-2.amazonaws.com',
    '455263428931.dkr.ecr.eu-south-2.amazonaws.com',
    '066635153087.dkr.ecr.il-central-1.amazonaws.com',
    '759879836304.dkr.ecr.me-central-1.amazonaws.com',
    '761377655185.dkr.ecr.ca-west-1.amazonaws.com',
    '730335286997.dkr.ecr.mx-central-1.amazonaws.com',
    '918309763551.dkr.ecr.cn-north-1.amazonaws.com.cn',
    '961992271922.dkr.ecr.cn-northwest-1.amazonaws.com.cn',
    '151742754352.dkr.ecr.us-gov-east-1.amazonaws.com',
    '013241004608.dkr.ecr.us-gov-west-1.amazonaws.com',
    'public.ecr.aws/eks',
    'public.ecr.aws/eks-distro',
    'public.ecr.aws/karpenter',
    'public.ecr.aws/aws-observability',
  ],
  aks: ['mcr.microsoft.com'],
  gke: ['gke.gcr.io', '*-docker.pkg.dev/gke-release', '*-artifactregistry.gcr.io/gke-release', 'gcr.io/gke-release'],
  any: ['registry.k8s.io'],
};

/** Whether an image comes from a registry of the provider's, or Kubernetes', own. */
export function isSystemImage(image: string, provider: KubernetesProvider | undefined): boolean {
  const own = provider === undefined ? [] : systemRegistries[provider];
  return [...own, ...systemRegistries.any].some((pattern) => startsWithin(image.split('/'), pattern.split('/')));
}

const startsWithin = (image: readonly string[], pattern: readonly string[]): boolean =>
  image.length > pattern.length && pattern.every((part, i) => matches(image[i] ?? '', part));

function matches(part: string, pattern: string): boolean {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return part === pattern;
  const middle = part.slice(before.length, part.length - after.length);
  return part.startsWith(before) && part.endsWith(after) && middle !== '' && !middle.includes('.');
}
