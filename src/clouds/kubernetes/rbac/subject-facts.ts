import { defineFact, type Look, type Unknown } from '#model';
import { isMissed, isUnread } from '#rule';
import { addressRootOf, objectAddress } from '../address.ts';
import { accountOf } from '../pod/account.ts';
import { isSystemNamespace } from '../namespace/system-facts.ts';
import { pod } from '../pod/resource.ts';
import { serviceAccount } from '../service-account/resource.ts';
import { bindings, type Subject } from './facts.ts';
import { placedSubjects, type PlacedSubject } from './system-facts.ts';

/** A subject of a binding of great rights, with what tells how near they are to an intruder. */
export interface KnownSubject extends PlacedSubject {
  /**
   * A running pod outside the system namespaces holds its token. Unread only where pods or accounts were missed: files
   * need not hold them.
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
  uses: [placedSubjects, pod, podToken],
  work(it, look): readonly KnownSubject[] {
    return look.fact(placedSubjects, it).map((subject) => ({ ...subject, mounted: isMounted(subject, look) }));
  },
});

type SubjectLook = Look<typeof pod | typeof podToken>;

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
