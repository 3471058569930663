import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { Reading, Resource } from '#model';
import {
  expectAddresses,
  expectEachHeld,
  expectNothingToJudge,
  expectSame,
  inventoryOf,
  type Inventory,
} from '../clouds/aws/expectations.ts';
import { account } from './estate.ts';
import { sweep, type Sweep } from './sweep.ts';

const estate = inject('estate');

let got: Sweep;
let inventory: Inventory;
beforeAll(async () => {
  got = await sweep();
  inventory = inventoryOf(account, got.readings);
});

/** Types of which the emulator brings some of its own: default networks, the policies of AWS. */
const prefilled = ['ec2.security-group', 'ec2.vpc', 'ec2.subnet', 'ec2.route-table', 'iam.policy'];

const cases = Object.entries(estate).flatMap(([part, held]) =>
  Object.entries(held).map(([type, objects]) => [part, type, objects] as const),
);

describe('everything that was made is inventoried with all that was put in', () => {
  test.each(cases)('%s: %s', (part, type, objects) => {
    const found = inventory.ofType(part, type);
    expectEachHeld(found.map(withPlainDocuments), objects);
    if (!prefilled.includes(type)) expect(found).toHaveLength(objects.length);
    expect(inventory.reading(part).complete).toContain(type);
  });
});

test('addresses are ARNs in the account and region', () => {
  for (const part of ['eu-central-1', 'us-west-2']) expectAddresses(inventory.reading(part));
});

test('user data of launch templates is not kept', () => {
  expect(JSON.stringify(inventory.ofType('eu-central-1', 'ec2.launch-template-version'))).not.toContain('UserData');
});

test('every other region holds no cluster and costs one call', () => {
  const others = got.readings.filter(({ target }) => !(target.id.split(':')[2]! in estate));
  expect(others.length).toBeGreaterThan(10);
  for (const reading of others) {
    expectNothingToJudge(reading);
    const calls = got.sent.filter(({ region }) => reading.target.id === `aws:${account}:${region}`);
    // The region of the global half is asked for more than its clusters.
    expect(calls.filter(({ api }) => api.startsWith('eks:'))).toHaveLength(1);
  }
});

test('a second sweep gives the same readings', async () => {
  const again = await sweep();
  expectSame(steady(got.readings), steady(again.readings));
});

/** IAM hands documents out URL-encoded; what was put in is plain. */
function withPlainDocuments(it: Resource): Resource {
  const text = JSON.stringify(it.config, (_, part: unknown) =>
    typeof part === 'string' && part.startsWith('%7B') ? decodeURIComponent(part) : part,
  );
  return { ...it, config: JSON.parse(text) as unknown };
}

/** The emulator dates the sources of a scan at each question. */
const steady = (readings: readonly Reading[]): readonly Reading[] =>
  JSON.parse(
    JSON.stringify(readings, (key, part: unknown) => (key === 'vulnerabilitySourceUpdatedAt' ? undefined : part)),
  ) as readonly Reading[];
