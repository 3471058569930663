import type { AssociateAccessPolicyRequest, DisassociateAccessPolicyRequest } from '@aws-sdk/client-eks';
import { defineAction, wire, type Action, type ActionType, type ResourceOf } from '#model';
import { accessPolicies } from './resource.ts';

/**
 * Takes an access policy off an access entry. What the entry holds besides, and its groups, stay.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_DisassociateAccessPolicy.html
 */
export const disassociatePolicy = defineAction({
  name: 'eks.disassociate-access-policy',
  on: accessPolicies,
  kind: 'delta',
  permissions: ['eks:DisassociateAccessPolicy'],
  writes: ['associatedAccessPolicies'],
  request: wire<Pick<DisassociateAccessPolicyRequest, 'policyArn'>>(),
  simulate: (held, { policyArn }) => {
    const left = held.config.associatedAccessPolicies?.filter((it) => it.policyArn !== policyArn);
    return [{ put: { ...held, config: { ...held.config, ...(left && { associatedAccessPolicies: left }) } } }];
  },
  undo: (before, { policyArn }) =>
    associatedIn(before, policyArn).map(({ accessScope }) => associatePolicy(before, { policyArn, accessScope })),
  undoneBy: () => [associatePolicy],
});

/**
 * Puts an access policy on an access entry, with the scope that is given; one that is on it already gets that scope.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_AssociateAccessPolicy.html
 */
export const associatePolicy = defineAction({
  name: 'eks.associate-access-policy',
  on: accessPolicies,
  kind: 'replace',
  permissions: ['eks:AssociateAccessPolicy'],
  writes: ['associatedAccessPolicies'],
  request: wire<Pick<AssociateAccessPolicyRequest, 'policyArn' | 'accessScope'>>(),
  simulate: (held, { policyArn, accessScope }) => {
    const others = held.config.associatedAccessPolicies?.filter((it) => it.policyArn !== policyArn) ?? [];
    const associatedAccessPolicies = [...others, { policyArn, accessScope }];
    return [{ put: { ...held, config: { ...held.config, associatedAccessPolicies } } }];
  },
  undo: takenOff,
  undoneBy: disassociating,
});

type Held = ResourceOf<typeof accessPolicies>;

function disassociating(): readonly ActionType[] {
  return [disassociatePolicy];
}

function takenOff(before: Held, { policyArn }: { readonly policyArn: string | undefined }): readonly Action[] {
  const [stood] = associatedIn(before, policyArn);
  return stood
    ? [associatePolicy(before, { policyArn, accessScope: stood.accessScope })]
    : [disassociatePolicy(before, { policyArn })];
}

const associatedIn = ({ config }: Held, policyArn: string | undefined) =>
  (config.associatedAccessPolicies ?? []).filter((it) => it.policyArn === policyArn);
