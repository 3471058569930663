import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { awsCloud } from '#clouds/aws/cloud';
import { gateOf } from '#clouds/gate';
import { accessKeyOf } from '../../sim/aws/generate.ts';
import { startAws, type AwsSim } from '../../sim/aws/server.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { audit, type Audit } from './audit.ts';
import { active, estate, externalId, idOf, management, outsider, reader } from './organization-estate.ts';

let sim: AwsSim;
beforeAll(async () => {
  sim = await startAws({ estate });
});
afterEach(() => {
  sim.setFaults([]);
  sim.calls.length = 0;
});
afterAll(() => sim.close());

const organization = { role: reader, externalId, regions: ['eu-west-1'] };
const accountsIn = ({ discovery }: Audit): readonly string[] => [
  ...new Set(discovery.targets.map(({ id }) => id.split(':')[1] ?? '')),
];
const sent = (operation: string): number => sim.calls.filter((call) => call.operation === operation).length;
const unknownTarget = { id: 'aws:unknown:global', provider: 'aws', scopes: ['aws-global', 'aws-region'] };

const isRole = (id: string): boolean => id.startsWith('arn:aws:iam:');

describe('the accounts of an organisation', () => {
  test('are all read, over pages, by the role in each; those that are not active are left out', async () => {
    const organizations = [{ ...organization, environment: 'prod' }];
    const found = await audit({ url: sim.url, as: management, organizations });
    expect(accountsIn(found)).toEqual(active);
    expect(found.discovery.gaps).toEqual([]);
    expect(found.readings.flatMap(({ gaps }) => gaps)).toEqual([]);
    expect(new Set(found.discovery.targets.map(({ environment }) => environment))).toEqual(new Set(['prod']));
    expect([sent('ListAccounts'), sent('AssumeRole'), sent('GetCallerIdentity')]).toEqual([2, 21, 1]);
    const roles = found.readings.filter(({ target }) => target.id.endsWith(':global')).flatMap((it) => it.resources);
    expect(roles.map(({ id }) => id).filter(isRole)).toEqual(active.map((id) => `arn:aws:iam::${id}:role/${reader}`));
  });

  test('that are excluded are not read, not even that of the credentials', async () => {
    const organizations = [{ ...organization, exclude: [management, idOf(3), outsider] }];
    const found = await audit({ url: sim.url, as: management, organizations });
    expect(accountsIn(found)).toEqual(active.filter((id) => id !== management && id !== idOf(3)));
    expect(found.sent.filter((api) => api === 'sts:AssumeRole')).toHaveLength(20);
  });

  test('in units are those of the units and of all units below, over pages', async () => {
    const organizations = [{ ...organization, units: ['ou-abcd-prod', 'ou-abcd-shop'] }];
    const found = await audit({ url: sim.url, as: management, organizations });
    expect(accountsIn(found)).toEqual(active.slice(1));
    expect(found.discovery.gaps).toEqual([]);
    const units = estate.organization!.units.length - 1;
    expect([sent('ListAccounts'), sent('ListAccountsForParent')]).toEqual([0, units + 1]);
    expect(sent('ListOrganizationalUnitsForParent')).toBe(units + 1);
  });

  test('in the root are those of the whole organisation', async () => {
    const found = await audit({
      url: sim.url,
      as: management,
      organizations: [{ ...organization, units: ['r-abcd'] }],
    });
    expect(accountsIn(found)).toEqual(active);
  });

  test('whose role cannot be assumed are targets with a gap each', async () => {
    const { regions: _, ...wrong } = { ...organization, externalId: 'wrong', units: ['ou-abcd-shop'] };
    const { discovery, readings } = await audit({ url: sim.url, as: management, organizations: [wrong] });
    const id = `aws:${idOf(21)}:global`;
    expect(discovery.targets).toEqual([{ ...unknownTarget, id }]);
    expect(discovery.gaps).toMatchObject([{ target: id, api: 'sts:AssumeRole', reason: 'denied' }]);
    expect(readings).toMatchObject([{ resources: [], complete: [], gaps: [] }]);
  });

  test('none of which is active and wanted leave a cloud that is skipped, and says why', async () => {
    const organizations = [{ ...organization, units: ['ou-abcd-lab'] }];
    const { discovery } = await audit({ url: sim.url, as: management, organizations });
    expect(discovery).toEqual({
      targets: [],
      gaps: [],
      skipped: 'The organisation, or the units of it that are read, hold no active account that is not left out.',
    });
  });
});

describe('an account that is named twice is read once', () => {
  test('as it is named alone, where an organisation holds it too', async () => {
    const alone = { account: idOf(5), role: reader, externalId, regions: ['eu-west-1'], environment: 'lab' };
    const organizations = [{ ...organization, environment: 'prod' }];
    const found = await audit({ url: sim.url, as: management, accounts: [alone], organizations });
    expect(accountsIn(found)).toEqual(active);
    const lab = found.discovery.targets.filter(({ environment }) => environment === 'lab');
    expect(lab.map(({ id }) => id)).toEqual([`aws:${idOf(5)}:eu-west-1`, `aws:${idOf(5)}:global`]);
    expect(sent('AssumeRole')).toBe(21);
  });

  test('by the nearest of the units above it, in whatever order their entries stand', async () => {
    const organizations = [
      { ...organization, environment: 'all' },
      { ...organization, units: ['ou-abcd-prod'], environment: 'prod' },
      { ...organization, units: ['ou-abcd-eu'], environment: 'eu' },
      { ...organization, units: ['ou-abcd-eu'], environment: 'never' },
    ];
    const { discovery } = await audit({ url: sim.url, as: management, organizations });
    const labels = discovery.targets.map(({ id, environment }) => [id.split(':')[1], environment]);
    expect(Object.fromEntries(labels)).toEqual({
      ...Object.fromEntries(active.map((id) => [id, 'prod'])),
      ...{ [management]: 'all', [idOf(21)]: 'eu' },
    });
    expect(labels).toHaveLength(2 * active.length);
  });
});

describe('what cannot be listed has a target of its own', () => {
  const gapsOf = async (as: string, settings: object = {}) => {
    const found = await audit({ url: sim.url, as, organizations: [{ ...organization, ...settings }] });
    expect(found.discovery.targets).toContainEqual(unknownTarget);
    expect(found.readings.find(({ target }) => target.id === unknownTarget.id)).toMatchObject({
      resources: [],
      complete: [],
      gaps: [],
    });
    return { found, gaps: found.discovery.gaps };
  };

  test('with the permission, where the listing is refused', async () => {
    const api = 'organizations:ListAccounts';
    sim.setFaults([{ operation: api, fault: 'denied', position: 'all' }]);
    const { found, gaps } = await gapsOf(management);
    expect(accountsIn(found)).toEqual(['unknown']);
    expect(gaps).toMatchObject([{ target: unknownTarget.id, api, reason: 'denied', permission: api }]);
    expect(gaps[0]!.types).toHaveLength(new Set(gaps[0]!.types).size);
    expect(gaps[0]!.types).toEqual(expect.arrayContaining(['eks.cluster', 'iam.role']));
    expect(gaps[0]!.detail).toMatch(/^The accounts of the organisation could not be listed\. /);
  });

  test('where the credentials are of a member that administers nothing', async () => {
    const { gaps } = await gapsOf(idOf(1));
    expect(gaps).toMatchObject([{ reason: 'denied', permission: 'organizations:ListAccounts' }]);
  });

  test('where the account is in no organisation', async () => {
    const { gaps } = await gapsOf(outsider);
    expect(gaps).toMatchObject([{ api: 'organizations:ListAccounts', reason: 'not-enabled' }]);
  });

  test('where the credentials are not accepted', async () => {
    const { gaps } = await gapsOf('999999999999');
    expect(gaps).toMatchObject([{ api: 'sts:GetCallerIdentity', reason: 'denied' }]);
  });

  test('where a unit is not there, and the others are read', async () => {
    const { found, gaps } = await gapsOf(management, { units: ['ou-abcd-gone', 'ou-abcd-shop'] });
    expect(accountsIn(found)).toEqual([idOf(21), 'unknown']);
    expect(gaps.map(({ reason, detail }) => [reason, detail.split('.')[0]])).toEqual([
      ['not-found', 'The accounts of ou-abcd-gone could not be listed'],
      ['not-found', 'The units of ou-abcd-gone could not be listed'],
    ]);
  });

  test('where units are refused, and the accounts beside them are read', async () => {
    const api = 'organizations:ListOrganizationalUnitsForParent';
    sim.setFaults([{ operation: api, fault: 'denied', position: 'all' }]);
    const { found, gaps } = await gapsOf(management, { units: ['ou-abcd-prod'] });
    expect(accountsIn(found)).toEqual([...active.slice(1, 21), 'unknown']);
    expect(gaps).toMatchObject([{ api, reason: 'denied', permission: api }]);
  });

  test('where a later page is refused, and what came before is read', async () => {
    const api = 'organizations:ListAccounts';
    sim.setFaults([{ operation: api, fault: 'denied', position: 'last' }], { [api]: 2 });
    const { found, gaps } = await gapsOf(management);
    expect(accountsIn(found)).toEqual([...active.slice(0, 20), 'unknown']);
    expect(gaps).toMatchObject([{ api, reason: 'denied' }]);
  });
});

describe('another process that reads one target', () => {
  const cloudOf = () => {
    const clock = quickClock();
    const credentials = { accessKeyId: accessKeyOf(management), secretAccessKey: 'secret' };
    const clientConfig = { endpoint: sim.url, region: 'us-east-1', credentials };
    return awsCloud({ gate: gateOf({ clock }), clock, clientConfig, organizations: [organization] });
  };
  const target = (account: string) =>
    ({ id: `aws:${account}:global`, provider: 'aws', scopes: ['aws-global'] }) as const;

  test('finds by the listing how its account is entered', async () => {
    const cloud = cloudOf();
    const [own, member] = await Promise.all([management, idOf(7)].map((id) => cloud.collect(target(id))));
    expect([own, member].map((it) => it?.resources.map(({ id }) => id).filter(isRole))).toEqual([
      [`arn:aws:iam::${management}:role/${reader}`],
      [`arn:aws:iam::${idOf(7)}:role/${reader}`],
    ]);
    expect(sent('ListAccounts')).toBe(2);
  });

  test('never reads another account in its place', async () => {
    const reading = await cloudOf().collect(target(outsider));
    expect(reading.resources).toEqual([]);
    expect(reading.gaps).toMatchObject([{ api: 'sts:AssumeRole', reason: 'denied' }]);
  });

  test('says itself what the listing would have said', async () => {
    const api = 'organizations:ListAccounts';
    sim.setFaults([{ operation: api, fault: 'denied', position: 'all' }]);
    const reading = await cloudOf().collect({ ...unknownTarget, provider: 'aws', scopes: ['aws-global'] });
    expect(reading.gaps).toMatchObject([{ api, reason: 'denied' }]);
  });
});
