import { validatingAdmissionPolicyBinding } from '#clouds/kubernetes/validating-admission-policy-binding/resource';
import { validatingAdmissionPolicy } from '#clouds/kubernetes/validating-admission-policy/resource';
import type { Draft } from '../build.ts';
import { object } from './objects.ts';

const group = 'admissionregistration.k8s.io';

type Match = NonNullable<NonNullable<typeof validatingAdmissionPolicy.config.spec>['matchConstraints']>;
type Rule = NonNullable<Match['resourceRules']>[number];

/** A rule of an admission policy about pods that are made, unless a test says otherwise. */
export const aboutPods = (more: Rule = {}): Rule => ({
  apiGroups: [''],
  apiVersions: ['v1'],
  operations: ['CREATE', 'UPDATE'],
  resources: ['pods'],
  ...more,
});

/** A validating admission policy called `no-root` about pods, unless a test says otherwise. */
export const admissionPolicyWith = (
  match: Match = {},
  { name = 'no-root', labels = {} }: { name?: string; labels?: Readonly<Record<string, string>> } = {},
) =>
  object(
    validatingAdmissionPolicy,
    { group, plural: 'validatingadmissionpolicies' },
    name,
    { metadata: { labels }, spec: { matchConstraints: { resourceRules: [aboutPods()], ...match } } },
    { namespace: null },
  );

/** A binding that denies by the policy `no-root`, unless a test says otherwise. */
export const admissionBindingWith = (
  spec: Draft<NonNullable<typeof validatingAdmissionPolicyBinding.config.spec>> = {},
  name = 'binding',
) =>
  object(
    validatingAdmissionPolicyBinding,
    { group, plural: 'validatingadmissionpolicybindings' },
    name,
    { spec: { policyName: 'no-root', validationActions: ['Deny'], ...spec } },
    { namespace: null },
  );
