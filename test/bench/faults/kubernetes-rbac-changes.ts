import type { V1PolicyRule } from '@kubernetes/client-node';
import type { Wire } from '#model';
import { type JsonObject, toJsonObject } from '../../sim/json.ts';

/** Roles and bindings that give each right that a rule judges to somebody who should not have it. */
export function changedRbac(): readonly JsonObject[] {
  return [
    ...held('secret-reader', [rule('', ['secrets'], ['get', 'list'])]),
    ...held('impersonator', [rule('', ['groups'], ['impersonate'])]),
    ...held('starter', [rule('', ['pods'], ['create'])]),
    ...held('visitor', [rule('', ['pods/exec'], ['create'])]),
    ...held('proxy', [rule('', ['nodes/proxy'], ['get'])]),
    ...held('admission', [rule('admissionregistration.k8s.io', ['mutatingwebhookconfigurations'], ['patch'])]),
    ...held('minter', [rule('', ['serviceaccounts/token'], ['create'])]),
    ...held('volumes', [rule('', ['persistentvolumes'], ['create'])]),
    ...held('binder', [rule(rbac, ['rolebindings'], ['create'])]),
    ...held('approver', [
      rule('certificates.k8s.io', ['certificatesigningrequests/approval'], ['update']),
      rule('certificates.k8s.io', ['signers'], ['approve']),
    ]),
    ...held('mapper', [rule('', ['configmaps'], ['update'])]),
    ...held('cleaner', [rule('', ['events'], ['delete'])]),
    bound('everybody', 'secret-reader', 'Group', 'system:authenticated'),
    bound('masters', 'secret-reader', 'Group', 'system:masters'),
    bound('editors', 'edit', 'Group', 'developers'),
  ];
}

const rbac = 'rbac.authorization.k8s.io';

type PolicyRule = Wire<V1PolicyRule>;

const rule = (apiGroup: string, resources: readonly string[], verbs: readonly string[]): PolicyRule => ({
  apiGroups: [apiGroup],
  resources,
  verbs,
});

/** A role that a person holds. */
const held = (name: string, rules: readonly PolicyRule[]): readonly JsonObject[] => [
  toJsonObject({ apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name }, rules }),
  bound(name, name, 'User', 'stranger@example.com'),
];

const bound = (name: string, role: string, kind: string, subject: string): JsonObject =>
  toJsonObject({
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: rbac, kind, name: subject }],
  });
