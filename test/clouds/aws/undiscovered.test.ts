import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { awsCloud, type AwsSettings } from '#clouds/aws/cloud';
import { gateOf } from '#clouds/gate';
import type { Reading, Target } from '#model';
import { accessKeyOf } from '../../sim/aws/generate.ts';
import { startAws, type AwsSim } from '../../sim/aws/server.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { estate, externalId, idOf, management, outsider, reader } from './organization-estate.ts';

let sim: AwsSim;
beforeAll(async () => {
  sim = await startAws({ estate });
});
afterEach(() => {
  sim.calls.length = 0;
});
afterAll(() => sim.close());

const organization = { role: reader, externalId };
const sent = (operation: string): number => sim.calls.filter((call) => call.operation === operation).length;

function cloudOf(settings: Partial<AwsSettings>) {
  const clock = quickClock();
  const credentials = { accessKeyId: accessKeyOf(management), secretAccessKey: 'secret' };
  const clientConfig = { endpoint: sim.url, region: 'us-east-1', credentials };
  return awsCloud({ gate: gateOf({ clock }), clock, clientConfig, organizations: [organization], ...settings });
}

const everywhere = (account: string): Target => ({
  id: `aws:${account}:global`,
  provider: 'aws',
  scopes: ['aws-global'],
});
const roleIn = (account: string) => `arn:aws:iam::${account}:role/${reader}`;
const roleAt = (account: string) => ({
  type: 'iam.role',
  id: roleIn(account),
  name: reader,
  target: everywhere(account).id,
});

const rolesIn = ({ resources }: Reading): readonly string[] =>
  resources.filter(({ type }) => type === 'iam.role').map(({ id }) => id);

describe('a process that did not discover what it reads', () => {
  test('enters a member that was found before without listing the organisation', async () => {
    const cloud = cloudOf({ members: [idOf(7), management] });
    const readings = await Promise.all([idOf(7), management].map((id) => cloud.collect(everywhere(id))));
    expect(readings.flatMap(rolesIn)).toEqual([roleIn(idOf(7)), roleIn(management)]);
    expect([sent('ListAccounts'), sent('AssumeRole')]).toEqual([0, 1]);
  });

  test('lists where it was not told of the account, and enters nobody who is no member', async () => {
    const cloud = cloudOf({ members: [idOf(7)] });
    expect((await cloud.collect(everywhere(outsider))).resources).toEqual([]);
    expect(sent('ListAccounts')).toBe(2);
  });

  test('lists where several entries may lead to the account', async () => {
    const organizations = [{ ...organization, units: ['ou-abcd-shop'] }, organization];
    const reading = await cloudOf({ organizations, members: [idOf(7)] }).collect(everywhere(idOf(7)));
    expect(rolesIn(reading)).toEqual([roleIn(idOf(7))]);
    expect(sent('ListAccounts')).toBe(2);
  });

  test('opens an account once for all of its targets', async () => {
    const cloud = cloudOf({ members: [idOf(7)] });
    const region: Target = { id: `aws:${idOf(7)}:eu-west-1`, provider: 'aws', scopes: ['aws-region'] };
    const readings = [await cloud.collect(everywhere(idOf(7))), await cloud.collect(region)];
    expect(readings.flatMap(({ gaps }) => gaps)).toEqual([]);
    expect(sent('AssumeRole')).toBe(1);
  });

  test('reads nobody in the place of an account without a name', async () => {
    const nobodys: Target = { ...everywhere('unknown'), scopes: ['aws-global', 'aws-region'] };
    const clouds = [cloudOf({}), cloudOf({ accounts: [{}], organizations: [] })];
    for (const cloud of clouds)
      expect(await cloud.collect(nobodys)).toMatchObject({ resources: [], complete: [], gaps: [] });
    expect([sent('ListAccounts'), sent('ListRoles'), sent('GetAccountAuthorizationDetails')]).toEqual([2, 0, 0]);
  });

  test('can ask whether something is gone, in the account that it was in', async () => {
    const cloud = cloudOf({ members: [idOf(7)] });
    expect(await cloud.isGone(roleAt(idOf(7)))).toBe(false);
    const lost = { ...roleAt(idOf(7)), id: `arn:aws:iam::${idOf(7)}:role/lost`, name: 'lost' };
    expect(await cloud.isGone(lost)).toBe(true);
  });

  test('takes no answer of one account for another', async () => {
    const cloud = cloudOf({ accounts: [{}], organizations: [] });
    const lost = { ...roleAt(idOf(7)), id: `arn:aws:iam::${idOf(7)}:role/lost`, name: 'lost' };
    expect(await cloud.isGone(lost)).toBe(false);
    expect(sent('GetRole')).toBe(0);
  });
});
