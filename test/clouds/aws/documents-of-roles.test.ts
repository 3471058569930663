import { describe, expect, test } from 'vitest';
import { onlyReading, onlyResource, read } from '../files/folder.ts';

describe('roles and policies', () => {
  const trust = { Version: '2012-10-17', Statement: [] };
  const role = { RoleName: 'r', Arn: 'arn:aws:iam::1:role/r', AssumeRolePolicyDocument: trust };

  test('a decoded document is encoded again, as the SDK answers it', async () => {
    const { config } = onlyResource(await read({ 'a.json': { Role: role } }));
    expect(config).toEqual({ ...role, AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)) });
  });

  test('a document that is encoded stays as it is', async () => {
    const encoded = { ...role, AssumeRolePolicyDocument: '%7B%7D' };
    expect(onlyResource(await read({ 'a.json': { Role: encoded } })).config).toEqual(encoded);
  });

  test('roles alone are the target of the account', async () => {
    const { target, complete } = onlyReading(await read({ 'a.json': { Roles: [role] } }));
    expect([target.id, complete]).toEqual(['aws:1:global', ['iam.role']]);
  });

  test('a truncated list is not complete', async () => {
    expect(onlyReading(await read({ 'a.json': { Roles: [role], IsTruncated: true } })).complete).toEqual([]);
  });

  const account = (attached: string, policies: readonly object[]) => ({
    RoleDetailList: [{ ...role, AttachedManagedPolicies: [{ PolicyArn: attached }] }],
    Policies: policies,
  });
  const policy = { PolicyName: 'p', Arn: 'arn:aws:iam::1:policy/p', PolicyVersionList: [] };

  test('policies are complete when every attached one is there', async () => {
    const whole = onlyReading(await read({ 'a.json': account(policy.Arn, [policy]) }));
    const filtered = onlyReading(await read({ 'a.json': account('arn:aws:iam::aws:policy/x', [policy]) }));
    expect([whole.complete, filtered.complete]).toEqual([['iam.policy', 'iam.role'], ['iam.role']]);
  });

  test('a policy without its documents is not judged, as if it granted nothing', async () => {
    const found = await read({ 'a.json': { Policy: { PolicyName: 'p', Arn: policy.Arn } } });
    expect([found.readings, found.unreadable.map(({ reason }) => reason)]).toEqual([[], ['not-judged']]);
  });

  test('a listed provider takes the full address from the list', async () => {
    const arn = 'arn:aws:iam::1:oidc-provider/oidc.eks/id/1';
    const files = {
      'l.json': { OpenIDConnectProviderList: [{ Arn: arn }] },
      'p.json': { Url: 'oidc.eks/id/1', ClientIDList: [] },
    };
    const { resources, complete, gaps } = onlyReading(await read(files));
    expect([resources.map(({ id }) => id), complete, gaps]).toEqual([[arn], ['iam.oidc-provider'], []]);
  });
});
