import { defineFact, type Look, type Unknown } from '#model';
import { unknown } from '#rule';
import type { KubernetesProvider } from '../address.ts';
import { isSystemImage } from '../image/system-registry-facts.ts';
import { imagesOf } from '../images.ts';
import { isSystemNamespace } from '../namespace/system-facts.ts';
import { accountOf } from '../pod/account.ts';
import { podTemplateOf, type Workload } from '../workload/pod-template.ts';
import { workloads } from '../workload/resource.ts';
import { isDefaultHolder, providerNotTold } from './default-bindings.ts';
import { bindingGrant, bindings, type Grant, type Subject } from './facts.ts';

/** The namespaces where providers run add-ons of theirs. Others run the same there: whose they are, their images tell. */
const addOnNamespaces: Readonly<Record<KubernetesProvider, RegExp>> = {
  eks: /^amazon-(cloudwatch|guardduty)$/,
  aks: /^(aks-istio-.+|app-routing-system|calico-system|gatekeeper-system|tigera-operator)$/,
  gke: /^(gke-managed-.+|gmp-system)$/,
};

/** A subject of a binding, with who can be it. */
export interface PlacedSubject extends Subject {
  /** Only Kubernetes or the provider can be it. */
  readonly system: boolean | Unknown;
  /** It is an account of a system namespace, and nothing is seen to run as it. */
  readonly idle: boolean;
}

/** The subjects of a binding, with whether they are Kubernetes or the provider. */
export const placedSubjects = defineFact({
  name: 'k8s.placed-subjects',
  of: bindings,
  uses: [bindingGrant, ...workloads],
  work(it, look): readonly PlacedSubject[] {
    const grant = look.fact(bindingGrant, it);
    return grant.subjects.map((subject) => ({ ...subject, ...placeOf(subject, grant, look) }));
  },
});

/** Whether a binding carries the name that EKS gives its own, which anybody can write. */
export function hasNameOfEks({ provider, cluster, binding }: Grant): boolean | Unknown {
  if (!/^(eks:|aws-node$|vpc-resource-controller-)/.test(binding)) return false;
  return cluster === undefined ? providerNotTold : provider === 'eks';
}

type Place = Pick<PlacedSubject, 'system' | 'idle'>;

function placeOf({ text }: Subject, grant: Grant, look: Look<(typeof workloads)[number]>): Place {
  const byDefault = isDefaultHolder(grant, text);
  if (byDefault !== false) return { system: byDefault, idle: false };
  if (text.startsWith('User:eks:')) return { system: hasNameOfEks(grant), idle: false };
  const account = text.replace('ServiceAccount:', '');
  if (account === text || !mayBeOfSystem(account.split('/')[0], grant)) return { system: false, idle: false };
  const { images, unread } = imagesAs(account, look);
  const whose = ownerOf(images, grant.provider);
  if (whose === 'somebody') return { system: false, idle: false };
  if (whose === 'some provider') return { system: unknown('not-in-files', notTold), idle: false };
  return { system: unread ?? images.length > 0, idle: images.length === 0 };
}

const notTold = 'The files do not say whose cluster it is: the images may be those of its provider.';

const mayBeOfSystem = (namespace: string | undefined, { provider }: Grant): boolean =>
  isSystemNamespace(namespace) || (provider !== undefined && addOnNamespaces[provider].test(namespace ?? ''));

/** Whose images they are. Files do not say which provider runs the cluster: it may be any. */
function ownerOf(images: readonly string[], provider: KubernetesProvider | undefined) {
  const isOf = (one: KubernetesProvider | undefined) => images.every((image) => isSystemImage(image, one));
  if (isOf(provider)) return 'the system';
  return provider === undefined && (['eks', 'aks', 'gke'] as const).some(isOf) ? 'some provider' : 'somebody';
}

/** The images of all that runs as a service account, or will: a cron job has no pod between two runs. */
function imagesAs(account: string, look: Look<(typeof workloads)[number]>) {
  const [namespace = ''] = account.split('/');
  const listings = workloads.map((type) => look.list(type, { namespace }));
  const templates = listings.flatMap(({ items }) => [...items].filter(mayRun).flatMap((it) => podTemplateOf(it) ?? []));
  const own = templates.filter(({ spec }) => `${namespace}/${accountOf(spec)}` === account);
  return {
    images: own.flatMap(({ spec }) => imagesOf(spec)),
    unread: listings.map(({ unread }) => unread).find((it) => it !== undefined),
  };
}

/** An earlier revision of a deployment stays as a replica set of nothing. */
const mayRun = (it: Workload): boolean => it.type !== 'k8s.replica-set' || it.config.spec?.replicas !== 0;
