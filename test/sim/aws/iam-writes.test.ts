import {
  AttachRolePolicyCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetAccountAuthorizationDetailsCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  type RoleDetail,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientsOf, type Clients } from './clients.ts';
import { emptyIam, type AwsEstate } from './estate.ts';
import { startAws, type AwsSim } from './server.ts';

const role: RoleDetail = {
  RoleName: 'node',
  Arn: 'arn:aws:iam::111122223333:role/node',
  AttachedManagedPolicies: [
    { PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
  ],
};
const estate: AwsEstate = {
  accessKeys: { AKIAONE: { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/ops' } },
  accounts: { '111122223333': { iam: emptyIam({ roles: [role] }), regions: {} } },
};

let sim: AwsSim;
let aws: Clients;
beforeEach(async () => {
  sim = await startAws({ estate });
  aws = clientsOf({ url: sim.url, accessKeyId: 'AKIAONE', region: 'us-east-1' });
});
afterEach(() => sim.close());

const roleNow = async (): Promise<RoleDetail | undefined> =>
  (await aws.iam.send(new GetAccountAuthorizationDetailsCommand({}))).RoleDetailList?.[0];

test('a trust policy is replaced and answered URL-encoded; a broken one is refused', async () => {
  const PolicyDocument =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole"}]}';
  await aws.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'node', PolicyDocument }));
  expect((await roleNow())?.AssumeRolePolicyDocument).toBe(encodeURIComponent(PolicyDocument));
  const broken = new UpdateAssumeRolePolicyCommand({ RoleName: 'node', PolicyDocument: '{' });
  await expect(aws.iam.send(broken)).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
});

test('policies are attached, detached, put and deleted', async () => {
  const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await aws.iam.send(new DetachRolePolicyCommand({ RoleName: 'node', PolicyArn: admin }));
  await expect(aws.iam.send(new DetachRolePolicyCommand({ RoleName: 'node', PolicyArn: admin }))).rejects.toMatchObject(
    { name: 'NoSuchEntityException' },
  );
  await aws.iam.send(
    new AttachRolePolicyCommand({ RoleName: 'node', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }),
  );
  await aws.iam.send(
    new PutRolePolicyCommand({ RoleName: 'node', PolicyName: 'own', PolicyDocument: '{"Statement":[]}' }),
  );
  expect(await roleNow()).toMatchObject({
    AttachedManagedPolicies: [{ PolicyName: 'ReadOnlyAccess' }],
    RolePolicyList: [{ PolicyName: 'own', PolicyDocument: encodeURIComponent('{"Statement":[]}') }],
  });
  await aws.iam.send(new DeleteRolePolicyCommand({ RoleName: 'node', PolicyName: 'own' }));
  expect((await roleNow())?.RolePolicyList).toEqual([]);
});
