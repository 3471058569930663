import { isObject, listAt, textAt } from '../json.ts';

interface RawSubject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string | undefined;
}

/**
 * A subject of a binding as `ServiceAccount:<namespace>/<name>`, `User:<name>` or `Group:<name>`; `own` is the namespace
 * of the binding. A user called `system:serviceaccount:<ns>:<name>` is that service account.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function subjectText({ kind, name, namespace }: RawSubject, own: string | undefined): string {
  if (kind === 'ServiceAccount') return `ServiceAccount:${namespace || (own ?? '')}/${name}`;
  const [, space, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) ?? [];
  return kind === 'User' && space !== undefined && account !== undefined
    ? `ServiceAccount:${space}/${account}`
    : `${kind}:${name}`;
}

/** The subjects that a binding is listed by. Manifests may hold anything: what is no subject is left out. */
export const subjectKeys = (binding: unknown, own: string | undefined): readonly string[] =>
  listAt(binding, 'subjects')
    .filter(isObject)
    .map((it) =>
      subjectText(
        { kind: textAt(it, 'kind') ?? '', name: textAt(it, 'name') ?? '', namespace: textAt(it, 'namespace') },
        own,
      ),
    );
