import { afterAll, beforeAll, expect, it } from 'vitest';
import { withUndo } from '#engine/plan/undo';
import { remediatorTrustOf } from '#report/onboard/aws-member';
import { rules } from '#rules/catalog.gen';
import { account, openEndpoints, region } from '#test/contract/aws/estate';
import type { AwsEstate } from '#test/sim/aws/estate';
import { accessKeyOf } from '#test/sim/aws/generate';
import { startAws, type AwsSim } from '#test/sim/aws/server';
import { openDeskHere } from './desk-here.ts';
import type { Desk, Ended } from './run.ts';

const rule = 'eks-endpoint-public-cidr-open';
const config = `version: 1
policy:
  rules: {${rule}: {params: {allowedCidrs: [198.51.100.0/24]}}}
remediation: {enabled: true, level: approve}
access:
  approvers: [{emails: [bob@example.com], impacts: [none, brief, disruptive]}]
`;
const role = `arn:aws:iam::${account}:role/shoalwatch-remediate`;
const externalId = 'a-secret-between-us';

/** The account with the role that `onboard aws --remediator` prints for whoever has its key. */
function estateWithRole(): AwsEstate {
  const estate = openEndpoints();
  const own = estate.accounts[account];
  if (!own) throw new Error('the estate has its account');
  const trust = remediatorTrustOf({
    ...{ role: 'shoalwatch-read', partition: 'aws', stackAccount: account, externalId },
    remediator: {
      ...{ role: 'shoalwatch-remediate', principal: estate.accessKeys[accessKeyOf(account)]?.arn },
      actions: withUndo(rules.flatMap(({ remediation }) => remediation?.actions ?? [])),
    },
  });
  const made = {
    ...{ RoleName: 'shoalwatch-remediate', RoleId: 'AROAREMEDIATE', Arn: role, Path: '/', CreateDate: new Date(0) },
    AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
    ...{ InstanceProfileList: [], RolePolicyList: [], AttachedManagedPolicies: [], Tags: [] },
  };
  const iam = { ...own.iam, roles: [...own.iam.roles, made] };
  return { ...estate, accounts: { ...estate.accounts, [account]: { ...own, iam } } };
}

let desk: Desk;
let sim: AwsSim;
beforeAll(async () => {
  desk = await openDeskHere({ 'shoalwatch.yaml': config });
  sim = await startAws({ estate: estateWithRole() });
}, 60_000);
afterAll(async () => {
  await sim.close();
  await desk.close();
});

const run = (args: string): Promise<Ended> =>
  desk.run(`${args} --store memory`, {
    ...{ AWS_ENDPOINT_URL: sim.url, AWS_REGION: region },
    ...{ AWS_ACCESS_KEY_ID: accessKeyOf(account), AWS_SECRET_ACCESS_KEY: 'secret' },
  });

it('a change is made as the role that onboard prints, and all else is read as oneself', async () => {
  await run(`scan --providers aws --regions ${region} --quiet`);
  await desk.run('report --store memory --format json --out r');
  const { findings } = JSON.parse(await desk.read('r/report.json')) as { findings: { id: string; rule: string }[] };
  const finding = findings.find((one) => one.rule === rule)?.id ?? '';
  const shown = await run(`fix ${finding} --as ana@example.com`);
  const plan = /p-[0-9a-z]{10}/.exec(shown.last)?.[0] ?? '';
  await run(`fix --approve ${plan} --as bob@example.com`);
  const before = sim.calls.length;
  const done = await run(
    `fix ${finding} --apply --yes --plan-id ${plan} --as ana@example.com --role-arn ${role} --external-id ${externalId}`,
  );
  expect(done.last).toMatch(/^exit 0: p-\w+ is done; it can be undone until /);
  const calls = sim.calls.slice(before);
  const asRole = calls.filter(({ by }) => by?.includes(':assumed-role/shoalwatch-remediate/'));
  expect(asRole.filter(({ operation }) => operation === 'UpdateClusterConfig')).toHaveLength(1);
  expect(
    calls.filter(({ operation }) => /^(?:List|GetAccount)/.test(operation)).filter((it) => asRole.includes(it)),
  ).toEqual([]);
  expect(calls.filter(({ code }) => code === 'AccessDenied')).toEqual([]);
}, 120_000);

it('whoever is not told the external id changes nothing', async () => {
  const before = sim.calls.length;
  const listed = await run('fix --list --json');
  const { remediations } = JSON.parse(listed.out) as { remediations: { plan: { finding: string } }[] };
  const finding = remediations[0]?.plan.finding ?? '';
  const undone = await run(`fix ${finding} --undo --yes --as bob@example.com --role-arn ${role}`);
  expect(undone.code).not.toBe(0);
  expect(`${undone.out}${undone.err}`).toContain('AssumeRole');
  expect(sim.calls.slice(before).filter(({ operation }) => operation === 'UpdateClusterConfig')).toEqual([]);
}, 60_000);
