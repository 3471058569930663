import { describe, expect, test } from 'vitest';
import { authorizeIngress, revokeIngress } from '#clouds/aws/ec2/security-group/actions';
import { securityGroup } from '#clouds/aws/ec2/security-group/resource';
import { putSecurityRule } from '#clouds/azure/network/nsg/actions';
import { networkSecurityGroup } from '#clouds/azure/network/nsg/resource';
import { withUndo } from '#engine/plan/undo';
import type { Action, ActionType, ResourceOf, Type } from '#model';
import sgIngressAdminPortOpen from '#rules/aws/ec2/sg-ingress-admin-port-open';
import azureNsgAdminPortOpen from '#rules/azure/network/azure-nsg-admin-port-open';
import { estateOf } from '../clouds/azure/audit.ts';
import { openGroups, region } from './aws/estate.ts';
import { awsStand } from './aws/stand.ts';
import { azureStand } from './azure/stand.ts';
import { kubernetesCases } from './kubernetes/cases.ts';
import { plain } from './normal.ts';
import { carryOut, prove, type ContractCase } from './prove.ts';

/** A case of bindings whose actions are declared wrongly. */
function wronged(change: Partial<ActionType>): ContractCase {
  const one = kubernetesCases.find(({ rule }) => rule.id === 'k8s-rbac-cluster-admin-binding')!;
  const fix = one.rule.remediation!;
  const actions = fix.actions.map((it) => ({ ...it, name: it.name, ...change }));
  return { ...one, rule: { ...one.rule, remediation: { ...fix, actions } } };
}

describe('the proof fails', () => {
  test.each<[string, Partial<ActionType>, string]>([
    ['where a simulation says that nothing happens', { simulate: () => [] }, 'subjects'],
    ['where it deletes too much', { simulate: ({ id }) => [{ remove: id }] }, 'subjects'],
    ['where a path that is written is not declared', { writes: [] }, 'writes nothing else'],
    ['where a permission that is needed is not declared', { permissions: [] }, 'needs no permission'],
    ['where nothing is taken back', { undo: () => [] }, 'is as before'],
    ['where it says that nothing can be', { undo: () => ({ cannot: 'gone' }) }, 'the rule says whether'],
  ])('%s', async (_, change, message) => {
    await expect(prove(wronged(change))).rejects.toThrow(message);
  });
});

/** Carries out one action of a rule that is planned by hand. */
async function byHand<N extends string, C, K extends string>(
  one: Pick<ContractCase, 'rule' | 'open'>,
  type: Type<N, C, K>,
  plan: (subject: ResourceOf<Type<N, C, K>>) => readonly Action[],
): Promise<void> {
  const stand = await one.open();
  const isOfType = (it: { readonly type: string }): it is ResourceOf<Type<N, C, K>> => it.type === type.name;
  try {
    let snapshots = await stand.read();
    const [subject] = snapshots.flatMap(({ resources }) => resources).filter(isOfType);
    const types = withUndo(one.rule.remediation!.actions);
    for (const action of plan(subject!)) {
      const type = types.find(({ name }) => name === action.action)!;
      snapshots = await carryOut(one, stand, snapshots, { type, action });
    }
  } finally {
    await stand.close();
  }
}

describe('what no plan of a rule does', () => {
  test('a range with host bits is authorised, and revoked, as the range that it is in', async () => {
    const one = { rule: sgIngressAdminPortOpen, open: () => awsStand(openGroups(), region) };
    const port = { IpProtocol: 'tcp', FromPort: 8443, ToPort: 8443 };
    await byHand(one, securityGroup, (group) => [
      authorizeIngress(group, { IpPermissions: [{ ...port, IpRanges: [{ CidrIp: '198.51.100.9/24' }] }] }),
      authorizeIngress(group, { IpPermissions: [{ ...port, Ipv6Ranges: [{ CidrIpv6: '2001:DB8:1::9/64' }] }] }),
      revokeIngress(group, { IpPermissions: [{ ...port, IpRanges: [{ CidrIp: '198.51.100.7/24' }] }] }),
    ]);
  });
  test('a security rule is added', async () => {
    const one = { rule: azureNsgAdminPortOpen, open: () => azureStand(estateOf({ seed: 7, clusters: 3 })) };
    const parameters = { protocol: 'Tcp', access: 'Deny', direction: 'Inbound', priority: 101 };
    await byHand(one, networkSecurityGroup, (nsg) => [putSecurityRule(nsg, { securityRuleName: 'new', parameters })]);
  });
});

describe('what says the same as nothing', () => {
  test.each<[object, boolean]>([
    [{ autoUpgradeProfile: { nodeOSUpgradeChannel: 'NodeImage' } }, true],
    [{ autoUpgradeProfile: { nodeOSUpgradeChannel: 'None' } }, false],
    [{ security: { transitEncryption: { type: 'None' } } }, true],
    [{ identity: { type: 'None' } }, false],
    [{ config: { enableSecretRotation: 'false' } }, true],
    [{ tags: { production: 'false' } }, false],
    [{ nodeResourceGroupProfile: { restrictionLevel: 'Unrestricted' } }, true],
    [{ access: 'Unrestricted' }, false],
  ])('%j: %s', (config, isNothing) => {
    expect(plain(config) === undefined).toBe(isNothing);
  });
});
