import { afterEach, expect, test } from 'vitest';
import { gateOf } from '#clouds/gate';
import { withUndo } from '#engine/plan/undo';
import type { Resource } from '#model';
import { remediatorTrustOf, trustOf, type AwsMember } from '#report/onboard/aws-member';
import { rules } from '#rules/catalog.gen';
import type { Deployment } from '../../functions/wire/config.ts';
import { awsPartsWith } from '../../functions/wire/aws.ts';
import { awsFixPartsWith } from '../../functions/wire/fix-aws.ts';
import { emptyIam, emptyRegion, type AwsEstate } from '../sim/aws/estate.ts';
import { startLogs } from '../sim/aws/logs.ts';
import { startAws } from '../sim/aws/server.ts';
import { quickClock } from '../support/quick-clock.ts';

const [own, other] = ['111122223333', '444455556666'];
const region = 'eu-west-1';
const fixer = `arn:aws:iam::${own}:role/Shoalwatch-fix-aws-${region}`;
const sweeper = `arn:aws:iam::${own}:role/Shoalwatch-sweep-aws-${region}`;
const ownRemediator = `arn:aws:iam::${own}:role/Shoalwatch-remediate-${region}`;

/** The member as the stack tells it who it is. */
const member: AwsMember = {
  ...{ role: 'shoalwatch-read', partition: 'aws', stackAccount: own, externalId: 'a-secret-between-us' },
  principals: [`arn:aws:iam::${own}:role/Shoalwatch-*-aws-${region}`],
  remediator: {
    ...{ role: 'shoalwatch-remediate', principal: fixer },
    actions: withUndo(rules.flatMap(({ remediation }) => remediation?.actions ?? [])),
  },
};

const named = { StringLike: { 'sts:SourceIdentity': '?*' } };
const trustInStack = {
  Version: '2012-10-17',
  Statement: ['sts:AssumeRole', 'sts:SetSourceIdentity'].map((Action) => ({
    ...{ Effect: 'Allow', Action, Principal: { AWS: `arn:aws:iam::${own}:root` } },
    Condition: { ...named, ArnEquals: { 'aws:PrincipalArn': fixer } },
  })),
};

const role = (arn: string, trust: object) => ({
  ...{ Arn: arn, RoleName: arn.split('/').at(-1) ?? '', RoleId: `AROA${arn.length}` },
  AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
});

const sessionOf = (arn: string): string =>
  `${arn.replace(/^arn:aws:iam::(\d+):role/, 'arn:aws:sts::$1:assumed-role')}/function`;

const estate: AwsEstate = {
  accounts: {
    [own]: { iam: emptyIam({ roles: [role(ownRemediator, trustInStack)] }), regions: { [region]: emptyRegion() } },
    [other]: {
      iam: emptyIam({
        roles: [
          role(`arn:aws:iam::${other}:role/shoalwatch-read`, trustOf(member)),
          role(`arn:aws:iam::${other}:role/shoalwatch-remediate`, remediatorTrustOf(member)),
        ],
      }),
      regions: { [region]: emptyRegion() },
    },
  },
  accessKeys: {
    AKIAFIXER: { account: own, arn: sessionOf(fixer) },
    AKIASWEEPER: { account: own, arn: sessionOf(sweeper) },
  },
};

const config: Deployment = {
  version: 1,
  targets: { aws: [{ regions: [region] }, { account: other, role: 'shoalwatch-read', externalId: member.externalId }] },
};

const clusterIn = (account: string): Resource => ({
  ...{ type: 'eks.cluster', id: `arn:aws:eks:${region}:${account}:cluster/shop`, name: 'shop' },
  ...{
    target: `aws:${account}:${region}`,
    config: { logging: { clusterLogging: [{ types: ['audit'], enabled: true }] } },
  },
});

const clock = quickClock();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** AWS in which audit logs are for remediators alone; who asked them is noted. */
async function world(accessKeyId = 'AKIAFIXER') {
  const sim = await startAws({ estate });
  const asked: (string | undefined)[] = [];
  const message = JSON.stringify({ user: { username: 'ci' }, sourceIPs: ['198.51.100.7'] });
  const logs = await startLogs({
    groups: { '/aws/eks/shop/cluster': [{ stream: 'kube-apiserver-audit-1', at: clock.now() - 1000, message }] },
    others: sim.url,
    may(...signer) {
      const who = sim.whoIs(...signer);
      asked.push(who);
      return /:assumed-role\/(?:Shoalwatch-remediate-|shoalwatch-remediate\/)/.test(who ?? '');
    },
  });
  closing.push(logs.close, sim.close);
  const clientConfig = { endpoint: logs.url, region, credentials: { accessKeyId, secretAccessKey: 'secret' } };
  return { sim, asked, clientConfig };
}

const callersBy = (given: Parameters<typeof awsFixPartsWith>[0], cluster: Resource) =>
  awsFixPartsWith(given).callers?.(
    { gate: gateOf({ clock, attempts: 1 }), clock, config, role: ownRemediator },
    cluster,
    'ana@example.com',
  );

test.each([
  ['the own account', own, `arn:aws:sts::${own}:assumed-role/Shoalwatch-remediate-${region}/shoalwatch-fix`],
  ['a member', other, `arn:aws:sts::${other}:assumed-role/shoalwatch-remediate/shoalwatch-fix`],
])(
  'in %s the audit log is asked as the remediator, who is let in by the trust that its template says',
  async (_, account, who) => {
    const { asked, clientConfig } = await world();
    expect(await callersBy({ clientConfig }, clusterIn(account))).toMatchObject({
      is: 'read',
      seen: [{ address: '198.51.100.7', who: 'ci' }],
    });
    expect(new Set(asked)).toEqual(new Set([who]));
  },
);

test('another function of the stack is not let in, and asks no log', async () => {
  const { asked, clientConfig } = await world('AKIASWEEPER');
  for (const account of [own, other]) {
    expect(await callersBy({ clientConfig }, clusterIn(account))).toMatchObject({
      is: 'unread',
      why: expect.stringContaining('Nobody could sign in to read its audit log: AccessDenied') as string,
    });
  }
  expect(asked).toEqual([]);
});

test('a reader of the stack has no way to ask', async () => {
  const { clientConfig } = await world();
  const parts = awsPartsWith({ clientConfig });
  const cloud = await parts.open({ gate: gateOf({ clock }), clock, config });
  expect([cloud.callers, 'callers' in parts]).toEqual([undefined, false]);
});

test('what is no cluster of EKS has no such log', async () => {
  const { asked, clientConfig } = await world();
  const group = { ...clusterIn(own), type: 'ec2.security-group' };
  expect([await callersBy({ clientConfig }, group), asked]).toEqual([undefined, []]);
});
