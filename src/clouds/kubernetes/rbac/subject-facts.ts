import { defineFact, type Look, type Unknown } from '#model';
import { isMissed, isUnread } from '#rule';
import { addressRootOf, objectAddress } from '../address.ts';
import { imagesOf } from '../images.ts';
import { accountOf } from '../pod/account.ts';
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

const noCredentials = 'everybody who shows no credentials';

/** The subjects that are nobody in particular, in words. */
const crowds: ReadonlyMap<string, string> = new Map([
  ['User:system:anonymous', noCredentials],
  ['Group:system:unauthenticated', noCredentials],
  ['Group:system:authenticated', 'everybody who is authenticated'],
  ['Group:system:serviceaccounts', 'everybody who holds the token of a service account'],
]);

/** A subject of a binding of great rights, with what tells how near they are to an intruder. */
export interface KnownSubject extends Subject {
  /** In words, where it is nobody in particular: anonymous callers, all who are authenticated, all service accounts. */
  readonly everybody: string | undefined;
  /** It needs no credentials. */
  readonly anonymous: boolean;
  /** Only Kubernetes or the provider can be it. */
  readonly system: boolean | Unknown;
  /**
   * A running pod outside the system namespaces holds its token, or is part of everybody. Unread only where pods or
   * accounts were missed: files need not hold them.
   */
  readonly mounted: boolean | Unknown;
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
        name: accountOf(config.spec),
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
      everybody: crowds.get(subject.text),
      anonymous: crowds.get(subject.text) === noCredentials,
      system: isSystem(subject, grant, look),
      mounted: crowds.has(subject.text) || isMounted(subject, look),
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
  const own = templates.filter(({ spec }) => `${namespace}/${accountOf(spec)}` === account);
  return {
    images: own.flatMap(({ spec }) => imagesOf(spec)),
    unread: listings.map(({ unread }) => unread).find((it) => it !== undefined),
  };
}

/** An earlier revision of a deployment stays as a replica set of nothing. */
const mayRun = (it: Workload): boolean => it.type !== 'k8s.replica-set' || it.config.spec?.replicas !== 0;

function isMounted({ text }: Subject, look: SubjectLook): boolean | Unknown {
  const by = podsAs(text);
  if (!by || isSystemNamespace(by.namespace)) return false;
  const { items, unread } = look.list(pod, by);
  const running = items.filter(({ config }) => config.status?.phase === 'Running');
  const tokens = running.map((it) => look.fact(podToken, it));
  return tokens.includes(true) || ([unread, ...tokens].find(isMissed) ?? false);
}

/** By what to list the pods that run as a subject; undefined where none can. */
function podsAs(text: string) {
  const group = /^Group:system:serviceaccounts:(.+)$/.exec(text)?.[1];
  if (group !== undefined) return { namespace: group };
  const account = text.replace('ServiceAccount:', '');
  return account === text ? undefined : { namespace: account.split('/')[0] ?? '', serviceAccount: account };
}
