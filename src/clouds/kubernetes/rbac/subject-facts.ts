import { defineFact, type Look, type Unknown } from '#model';
import { isUnread } from '#rule';
import { addressRootOf, objectAddress } from '../address.ts';
import { imagesOf } from '../images.ts';
import { pod } from '../pod/resource.ts';
import { serviceAccount } from '../service-account/resource.ts';
import { podTemplateOf, type Workload } from '../workload/pod-template.ts';
import { workloads } from '../workload/resource.ts';
import { bindingGrant, bindings, type Grant, type Subject } from './facts.ts';
import { isSystemImage } from '../image/system-registry-facts.ts';

/** Where Kubernetes and the provider run what the cluster itself needs. */
const systemNamespaces = ['kube-system', 'kube-public', 'kube-node-lease'];

/** Whether a namespace belongs to the system. */
export const isSystemNamespace = (name: string | undefined): boolean =>
  name !== undefined && systemNamespaces.includes(name);

const everybody = [
  'User:system:anonymous',
  'Group:system:unauthenticated',
  'Group:system:authenticated',
  'Group:system:serviceaccounts',
];

/** A subject of a binding of great rights, with what tells how near they are to an intruder. */
export interface KnownSubject extends Subject {
  /** Nobody in particular: anonymous callers, all who are authenticated, all service accounts. */
  readonly everybody: boolean;
  /** Only Kubernetes or the provider can be it. */
  readonly system: boolean | Unknown;
  /** A running pod outside the system namespaces holds its token. */
  readonly mounted: boolean;
}

/**
 * Whether a pod holds a token of its service account: unless it, or else the account, says no, and always where a
 * volume asks for one. A missing account says nothing.
 * Source: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
 */
export const podToken = defineFact({
  name: 'k8s.pod-token',
  of: pod,
  uses: [serviceAccount],
  work({ config, target }, { find }): boolean | Unknown {
    const asked = config.spec?.volumes?.some(({ projected }) =>
      projected?.sources?.some((it) => it.serviceAccountToken),
    );
    if (asked) return true;
    if (config.spec?.automountServiceAccountToken !== undefined) return config.spec.automountServiceAccountToken;
    const found = find(
      serviceAccount,
      objectAddress({
        cluster: addressRootOf(target),
        group: 'core',
        version: 'v1',
        namespace: config.metadata?.namespace ?? 'default',
        plural: 'serviceaccounts',
        name: config.spec?.serviceAccountName ?? 'default',
      }),
    );
    if (isUnread(found)) return found;
    return found === 'absent' || found.config.automountServiceAccountToken !== false;
  },
});

/** The subjects of a binding, with who can be them and which pods hold their tokens. */
export const knownSubjects = defineFact({
  name: 'k8s.known-subjects',
  of: bindings,
  uses: [bindingGrant, ...workloads, podToken],
  work(it, look): readonly KnownSubject[] {
    const grant = look.fact(bindingGrant, it);
    return grant.subjects.map((subject) => ({
      ...subject,
      everybody: everybody.includes(subject.text),
      system: isSystem(subject, grant, look),
      mounted: isMounted(subject, look),
    }));
  },
});

type SubjectLook = Look<(typeof workloads)[number] | typeof podToken>;

function isSystem({ text }: Subject, grant: Grant, look: SubjectLook): boolean | Unknown {
  if (text === 'Group:system:masters' && grant.binding === 'cluster-admin') return grant.role.name === 'cluster-admin';
  if (text.startsWith('User:eks:'))
    return grant.provider === 'eks' && /^(eks:|aws-node$|vpc-resource-controller-)/.test(grant.binding);
  const account = text.replace('ServiceAccount:', '');
  if (account === text || !isSystemNamespace(account.split('/')[0])) return false;
  const { images, unread } = imagesAs(account, look);
  if (images.some((image) => !isSystemImage(image, grant.provider))) return false;
  return unread ?? images.length > 0;
}

/** The images of all that runs as a service account, or will: a cron job has no pod between two runs. */
function imagesAs(account: string, look: SubjectLook) {
  const [namespace = ''] = account.split('/');
  const listings = workloads.map((type) => look.list(type, { namespace }));
  const templates = listings.flatMap(({ items }) => [...items].filter(mayRun).flatMap((it) => podTemplateOf(it) ?? []));
  const own = templates.filter(({ spec }) => `${namespace}/${spec.serviceAccountName || 'default'}` === account);
  return {
    images: own.flatMap(({ spec }) => imagesOf(spec)),
    unread: listings.map(({ unread }) => unread).find((it) => it !== undefined),
  };
}

/** An earlier revision of a deployment stays as a replica set of nothing. */
const mayRun = (it: Workload): boolean => it.type !== 'k8s.replica-set' || it.config.spec?.replicas !== 0;

function isMounted({ text }: Subject, look: SubjectLook): boolean {
  const pods = podsOf(text, look).filter(
    ({ config }) => config.status?.phase === 'Running' && !isSystemNamespace(config.metadata?.namespace ?? 'default'),
  );
  return pods.some((it) => look.fact(podToken, it) === true);
}

function podsOf(text: string, look: SubjectLook) {
  const group = /^Group:system:serviceaccounts:(.+)$/.exec(text)?.[1];
  if (group !== undefined) return look.list(pod, { namespace: group }).items;
  if (!text.startsWith('ServiceAccount:')) return [];
  return look.list(pod, { serviceAccount: text.replace('ServiceAccount:', '') }).items;
}
