import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programOf } from '../../cli/program.ts';
import { at, type Json } from '../support/json-path.ts';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

const config = `
version: 1
targets:
  aws:
    - {account: "444455556666", role: security/our-reader, externalId: from-the-file, regions: [eu-west-1]}
  azure: [{subscriptions: [11111111-2222-4333-8444-555555555555]}]
  gcp: [{projects: [shop-prod]}]
`;

const guids = ['99999999-2222-4333-8444-555555555555', '88888888-2222-4333-8444-555555555555'];

/** A config with both applications that the script has made. */
const signed = `
version: 1
targets:
  azure: [{subscriptions: [${guids[1]}], tenant: ${guids[1]}, clientId: ${guids[0]}, remediator: ${guids[1]}, federation: aws-outbound}]
`;

let desk: Desk;
beforeAll(async () => {
  desk = await openDeskHere({ 'ours.yaml': config, 'signed.yaml': signed });
});
afterAll(() => desk.close());

const principal = '--principal arn:aws:iam::111122223333:role/shoalwatch';
const issuer = '--issuer https://3f5c0a1e.tokens.sts.global.api.aws';

const program = await programOf(['onboard']);

describe('onboard', () => {
  it.concurrent.each([
    ['aws --stack-account 111122223333 --external-id 8c7f2a6e', "--role-name='shoalwatch-read'"],
    [`aws ${principal} --config ours.yaml`, '"sts:ExternalId": "from-the-file"'],
    [`aws ${principal} --config ours.yaml --format terraform`, 'path = "/security/"'],
    [`azure ${issuer} ${principal} --config ours.yaml`, '/subscriptions/11111111-2222-4333-8444-555555555555'],
    [
      `azure ${principal} --config ours.yaml`,
      "issuer=$(aws iam get-outbound-web-identity-federation-info --query='IssuerIdentifier' --output='text')",
    ],
    [
      'bus --event-bus arn:aws:events:eu-west-1:111122223333:event-bus/x --accounts 444455556666',
      "--statement-id='shoalwatch-444455556666'",
    ],
    [`azure ${issuer} ${principal} --config signed.yaml`, `app=$(az ad app show \\\n  --id='${guids[0]}'`],
    [`azure ${issuer} ${principal} --config signed.yaml --remediator`, `app=$(az ad app show \\\n  --id='${guids[1]}'`],
    [`gcp ${principal} --config ours.yaml`, 'gcloud projects add-iam-policy-binding shop-prod'],
  ])('%s prints text for the place alone, filled in', async (args, part) => {
    const { code, out, err, last } = await desk.run(`onboard ${args}`);
    expect([code, err.trimEnd()]).toEqual([0, last]);
    expect(out).toContain(part);
    expect(last).toMatch(/^exit 0: .*: review it, run it, then shoalwatch doctor --providers [a-z]+ verifies it$/);
  });

  it('lets in every role that a stack has among its outputs, and who changes something reads too', async () => {
    const role = (part: string) => `arn:aws:iam::111122223333:role/Shoalwatch-${part}-aws-eu-west-1`;
    const read = `aws --principal ${role('sweep')},${role('reread')} --external-id 8c7f2a6e`;
    const trusted = async (args: string): Promise<unknown> => {
      const { code, out } = await desk.run(`onboard ${args} --format cfn`);
      expect(code).toBe(0);
      const { Resources } = JSON.parse(out) as { Resources: Record<string, Json> };
      return at(
        Resources,
        'Reader',
        'Properties',
        'AssumeRolePolicyDocument',
        'Statement',
        0,
        'Condition',
        'ArnEquals',
      );
    };
    const both = [role('sweep'), role('reread')];
    expect(await trusted(read)).toEqual({ 'aws:PrincipalArn': both });
    expect(await trusted(`${read} --remediator --fix-principal ${role('fix')}`)).toEqual({
      'aws:PrincipalArn': [...both, role('fix')],
    });
  });

  const examples = program.commands.find((it) => it.name() === 'onboard')!.commands.map((it) => it.name());

  it.concurrent.each(examples)('the example of %s runs as it stands', async (place) => {
    const { out: help } = await desk.run(`onboard ${place} --help`, { COLUMNS: '1000' });
    const [, args = ''] = /^ {2}shoalwatch (onboard .+)$/m.exec(help) ?? [];
    const { code, out } = await desk.run(args);
    expect([args === '', code, out === '']).toEqual([false, 0, false]);
  });

  it.concurrent.each([
    ['aws', 'error: --stack-account is needed: the account that reads'],
    [
      'aws --stack-account 111122223333',
      'error: --external-id is needed: a word of your own that nobody guesses; write it as externalId into shoalwatch.yaml too',
    ],
    ['aws --stack-account 12', 'error: --stack-account is twelve digits, and not "12"'],
    [
      `aws --stack-account 444455556666 --external-id abc ${principal}`,
      'error: --principal is of account 111122223333, and --stack-account is 444455556666',
    ],
    [
      'aws --stack-account 111122223333 --external-id abc --event-bus arn:aws:events:eu-west-1:111122223333:event-bus/x',
      'error: --regions is needed: the regions whose changes are sent',
    ],
    ['aws --format cnf', 'error: unknown format "cnf" for --format. Did you mean "cfn"?  (cli, terraform, cfn)'],
    [
      `azure ${issuer} ${principal} --app 11111111 --management-group prod`,
      'error: --app is the client id of an application, a GUID, and not "11111111"',
    ],
    [
      `azure ${issuer} ${principal} --app ${guids[0]} --management-group prod --format terraform`,
      'error: --app is for the script: Terraform takes an application in by terraform import',
    ],
    [
      `azure ${issuer} ${principal} --app ${guids[0]} --remediator --config signed.yaml`,
      `error: ${guids[0]} is who reads: they are two applications`,
    ],
    ['azure --format cfn', 'error: unknown format "cfn" for --format.  (cli, terraform)'],
    ['azure', 'error: --principal is needed: the ARN of the role in AWS that reads'],
    [`azure ${issuer} ${principal}`, 'error: --subscriptions or --management-group is needed: what is to be read'],
    ['gcp', 'error: --principal is needed: the ARN of the role in AWS that reads'],
    [`gcp ${principal} --organization 456`, 'error: --home is needed: the project that holds the sign-in'],
    [
      'gcp --projects shop-prod --principal arn:aws:iam::111122223333:user/ana',
      'error: --principal has to be a role here, and arn:aws:iam::111122223333:user/ana is a user',
    ],
    [
      'gcp --projects shop-prod --principal arn:aws:iam::111122223333:role/a,arn:aws:iam::444455556666:role/b',
      'error: --principal names roles of 111122223333 and 444455556666: they are of one account',
    ],
    ['bus', 'error: --event-bus is needed: the ARN of the bus; the stack has it among its outputs'],
    [
      'bus --event-bus arn:aws:events:eu-west-1:111122223333:event-bus/x',
      'error: --organization or --accounts is needed: whose changes are taken',
    ],
    [`cluster shop ${principal}`, 'error: "shop" is no address of a cluster'],
    ['cluster', 'error: missing required argument "address"'],
  ])('%s says what is wrong', async (args, first) => {
    const { code, out, err, last } = await desk.run(`onboard ${args}`);
    expect([err.split('\n')[0], code, out, last]).toEqual([first, 2, '', 'exit 2: usage error']);
  });
});
