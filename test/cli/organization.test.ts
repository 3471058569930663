import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AwsEstate } from '#test/sim/aws/estate';
import { accessKeyOf, generateAwsEstate } from '#test/sim/aws/generate';
import { startAws, type AwsSim } from '#test/sim/aws/server';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

const made = generateAwsEstate({ seed: 3, clusters: 2, accounts: 3, regions: ['eu-west-1'] });
const [management = '', member = '', left = ''] = Object.keys(made.accounts);
const estate: AwsEstate = {
  ...made,
  organization: {
    management,
    root: 'r-abcd',
    units: [],
    accounts: [management, member, left].map((Id) => ({ account: { Id, State: 'ACTIVE' }, parent: 'r-abcd' })),
  },
};

const config = `version: 1
targets:
  aws:
    - organization: true
      exclude: ["${left}"]
      role: shoalwatch-reader
      externalId: audit-${member}
      regions: [eu-west-1]
      environment: prod
`;

let desk: Desk;
let sim: AwsSim;
beforeAll(async () => {
  desk = await openDeskHere({ 'shoalwatch.yaml': config });
  sim = await startAws({ estate });
});
afterAll(async () => {
  await sim.close();
  await desk.close();
});

const environmentOf = ({ url }: AwsSim): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: url,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: accessKeyOf(management),
  AWS_SECRET_ACCESS_KEY: 'secret',
});

interface Output {
  readonly targets: readonly { readonly id: string; readonly state: string }[];
  readonly gaps: readonly { readonly target: string; readonly permission?: string }[];
  readonly coverage: number;
}

describe('an organisation in the config', () => {
  it('is audited account by account', async () => {
    const { out } = await desk.run('scan --providers aws --no-store --json', environmentOf(sim));
    const { targets, gaps } = JSON.parse(out) as Output;
    expect(gaps).toEqual([]);
    expect(targets.map(({ id, state }) => [id, state])).toEqual(
      [management, member].flatMap((id) => [
        [`aws:${id}:eu-west-1`, 'done'],
        [`aws:${id}:global`, 'done'],
      ]),
    );
  });

  it('that cannot be listed lowers coverage, and doctor says who gives the right', async () => {
    const refusing = await startAws({
      estate,
      faults: [{ operation: 'organizations:ListAccounts', fault: 'denied', position: 'all' }],
    });
    const [scan, doctor] = await Promise.all([
      desk.run('scan --providers aws --no-store --json', environmentOf(refusing)),
      desk.run('doctor --providers aws', environmentOf(refusing)),
    ]);
    const { targets, gaps, coverage } = JSON.parse(scan.out) as Output;
    expect(targets).toMatchObject([{ id: 'aws:unknown:global', state: 'failed' }]);
    expect(gaps).toMatchObject([{ target: 'aws:unknown:global', permission: 'organizations:ListAccounts' }]);
    expect(coverage).toBe(0);
    expect(doctor.code).toBe(4);
    expect(doctor.out).toContain('fix   aws:unknown lacks organizations:ListAccounts');
    expect(doctor.out).toMatch(/^ {6}aws iam put-role-policy .+aws-organization-policy\.gen\.json'$/m);
    expect(doctor.out).not.toContain('aws-reader-policy');
    await refusing.close();
  });
});
