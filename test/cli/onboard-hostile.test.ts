import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calledBy } from '../report/onboard/run-script.ts';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

const own = 'arn:aws:iam::111122223333:role/shoalwatch';
const cluster = 'arn:aws:eks:eu-west-1:111122223333:cluster/shop';
const aks = (name: string): string =>
  `/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/${name}`;

/** What ends a quotation, runs something, or begins another line; blanks part arguments here, so there are none. */
const signs = [`'`, `"`, '$(id)', '`id`', ';id', '|id', '\nid', '${IFS}id', '\u202e'];

const hostile = signs.flatMap((it) => [
  `aws --stack-account 111122223333${it} --external-id abc`,
  `aws --stack-account 111122223333 --external-id abc${it}`,
  `aws --stack-account 111122223333 --external-id abc --role read${it}`,
  `aws --stack-account 111122223333 --external-id abc --remediator fix${it}`,
  `aws --stack-account 111122223333 --external-id abc --remediator --fix-principal ${own}${it}`,
  `aws --stack-account 111122223333 --external-id abc --organization o-a1b2c3d4e5${it}`,
  `azure --remediator --principal ${own}${it} --management-group prod`,
  `azure --remediator --principal ${own} --management-group prod${it}`,
  `azure --remediator --principal ${own} --subscriptions 11111111-2222-4333-8444-555555555555${it}`,
  `azure --remediator --principal ${own} --management-group prod --issuer https://x.example${it}`,
  `gcp --remediator --principal ${own}${it} --projects shop-prod`,
  `gcp --remediator --principal ${own} --projects shop-prod${it}`,
  `gcp --remediator --principal ${own} --organization 456${it} --home shop-prod`,
  `gcp --remediator --principal ${own} --projects shop-prod --home shop-home${it}`,
  `cluster --remediator ${cluster}${it} --principal ${own}`,
  `cluster --remediator ${cluster} --principal ${own}${it}`,
  `cluster --remediator ${aks(`shop${it}`)} --principal 33333333-2222-4333-8444-555555555555`,
  `cluster --remediator projects/shop-prod/locations/europe-west1/clusters/shop${it} --principal a-reader@shop-prod.iam.gserviceaccount.com`,
]);

let desk: Desk;
beforeAll(async () => {
  desk = await openDeskHere({
    'hostile.yaml': `version: 1\ntargets:\n  aws: [{account: "444455556666", role: "x'$(id)", externalId: "a'b", remediator: "y'$(id)"}]\n`,
    'named.yaml':
      'version: 1\ntargets:\n  aws: [{account: "444455556666", role: read, externalId: "abc", remediator: "arn:aws:iam::444455556666:role/team/change"}]\n',
  });
});
afterAll(() => desk.close());

describe('onboard', () => {
  // A process for each would take minutes: one for each sign and place in turn, so that every sign and place comes up.
  it.concurrent.each(hostile.filter((_, at) => at % 5 === 0))(
    'refuses what it could not print safely: %j',
    async (args) => {
      const { code, out, last } = await desk.run(`onboard ${args}`);
      expect([code, out, last]).toEqual([2, '', 'exit 2: usage error']);
    },
  );

  it.concurrent.each([
    ['', 'role is the name of a role, and not "x\'$(id)"'],
    [' --role read', '--external-id is at least two letters, digits or +=,.@:/-, and not "a\'b"'],
    [' --role read --external-id abc --remediator', '--remediator is the name of a role, and not "y\'$(id)"'],
  ])('reads the config no other way:%s', async (args, why) => {
    const { code, out, err } = await desk.run(`onboard aws --stack-account 111122223333 --config hostile.yaml${args}`);
    expect([code, out, err.split('\n')[0]]).toEqual([2, '', `error: ${why}`]);
  });

  it('takes the name of the remediator from the config', async () => {
    const { out } = await desk.run('onboard aws --stack-account 111122223333 --config named.yaml --remediator');
    const made = calledBy(out).filter(({ words }) => words.join(' ') === 'aws iam create-role');
    expect(made.map(({ options }) => [options['path'], options['role-name']])).toEqual([
      [undefined, 'read'],
      ['/team/', 'change'],
    ]);
  });

  it.concurrent.each([
    [
      'aws --stack-account 111122223333 --external-id abc --remediator --fix-principal ana',
      '--fix-principal is the ARN of a role, such as arn:aws:iam::111122223333:role/shoalwatch, and not "ana"',
    ],
    [
      `aws --stack-account 111122223333 --external-id abc --fix-principal ${own}`,
      '--fix-principal is who may take the remediator: add --remediator',
    ],
    [
      `aws --stack-account 444455556666 --external-id abc --remediator --fix-principal ${own}`,
      '--fix-principal is of account 111122223333, and --stack-account is 444455556666',
    ],
    [
      'aws --stack-account 111122223333 --external-id abc --role a/Shoalwatch --remediator b/shoalwatch',
      'b/shoalwatch is the role that reads: give --remediator a name of its own',
    ],
  ])('%s says what is wrong', async (args, why) => {
    const { code, err } = await desk.run(`onboard ${args}`);
    expect([code, err.split('\n')[0]]).toEqual([2, `error: ${why}`]);
  });

  it('knows the account and the partition of whoever fixes, where nobody else is named', async () => {
    const gov = 'arn:aws-us-gov:iam::111122223333:role/fix';
    const { out } = await desk.run(`onboard aws --external-id abc --remediator --fix-principal ${gov}`);
    expect(out).toContain('"AWS": "arn:aws-us-gov:iam::111122223333:root"');
    expect(out).toContain('"arn:aws-us-gov:iam::<account>:role/shoalwatch-remediate"');
  });
});
