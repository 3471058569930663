import { defineFact } from '#model';
import { isUnread } from '#rule';
import { groupsOfAccounts } from '../service-account/token-facts.ts';
import { clusterRoleBinding } from '../cluster-role-binding/resource.ts';
import { bindingGrant, grantedRules, type Grant, type RuleAt } from './facts.ts';
import type { Holder } from './holder-facts.ts';
import { hitsOf, rightOf, type Hit, type Right } from './right-facts.ts';

const group = 'certificates.k8s.io';

/** A subject of a binding that may approve for some signers, by this binding or another. */
export interface Approver {
  readonly text: string;
  readonly hits: readonly Hit[];
}

/**
 * Which subjects of a binding may approve certificates for a signer, by their own name or by a group that
 * everybody of their kind is part of. Which other groups a user is in is not known.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#authorization
 */
export const approvers = defineFact({
  name: 'k8s.certificate-approvers',
  of: clusterRoleBinding,
  uses: [clusterRoleBinding, bindingGrant, grantedRules],
  work(it, { list, fact }): readonly Approver[] {
    return fact(bindingGrant, it).subjects.flatMap(({ text }) => {
      const own = [text, ...groupsOf(text)].flatMap((subject) => list(clusterRoleBinding, { subject }).items);
      const rules = own.map((binding) => fact(grantedRules, binding)).flatMap((one) => (isUnread(one) ? [] : one));
      const hits = hitsOf(rules, { group, resources: ['signers'], verbs: ['approve'] });
      return hits.length === 0 ? [] : [{ text, hits }];
    });
  },
});

/** The groups that a subject is part of whoever made it: accounts those of accounts, users that of all who signed in. */
function groupsOf(text: string): readonly string[] {
  const [, namespace] = /^ServiceAccount:([^/]+)\//.exec(text) ?? [];
  if (namespace !== undefined) return groupsOfAccounts(namespace);
  return text.startsWith('User:') && text !== 'User:system:anonymous' ? ['Group:system:authenticated'] : [];
}

/** The right to approve certificates, which takes both: to write approvals, and to approve for a signer. */
export function approval(
  rules: readonly RuleAt[],
  { provider }: Pick<Grant, 'provider'>,
  holdersOf: () => readonly Holder[],
  approversOf: () => readonly Approver[],
): Right<'medium' | 'low'> | undefined {
  const resources = ['certificatesigningrequests/approval'];
  const written = hitsOf(rules, { group, resources, verbs: ['update', 'patch'] });
  const approving = written.length === 0 ? [] : approversOf();
  if (approving.length === 0) return undefined;
  const holders = holdersOf().map(({ text }) => text);
  const able = approving.filter(({ text }) => holders.includes(text));
  const signers = able.flatMap(({ hits }) => hits);
  const forClients = signers.some(({ names }) => names === undefined || names.some(signsClients));
  // EKS signs no certificate for a client of the API: https://docs.aws.amazon.com/eks/latest/userguide/cert-signing.html
  const grade = !forClients ? 'low' : provider === 'eks' ? 'medium' : undefined;
  const right = rightOf([...written, ...signers], grade);
  return right && { ...right, heldBy: able.map(({ text }) => text) };
}

const signsClients = (name: string): boolean =>
  ['kubernetes.io/*', 'kubernetes.io/kube-apiserver-client', 'kubernetes.io/kube-apiserver-client-kubelet'].includes(
    name,
  );
