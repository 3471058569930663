import { expect } from 'vitest';
import type { Reading, Resource } from '#model';

// What a reading of AWS has to show whoever answers: the simulator, or an emulator that was made elsewhere.

/** The readings of one account, by the last part of their targets' names. */
export interface Inventory {
  reading(part: string): Reading;
  ofType(part: string, type: string): readonly Resource[];
}

export function inventoryOf(account: string, readings: readonly Reading[]): Inventory {
  const reading: Inventory['reading'] = (part) =>
    readings.find(({ target }) => target.id === `aws:${account}:${part}`)!;
  return {
    reading,
    ofType: (part, type) => reading(part).resources.filter((it) => it.type === type),
  };
}

/** Each object stands in the inventory once, with every field that is given here; lists are whole. */
export function expectEachHeld(found: readonly Resource[], objects: readonly object[]): void {
  const wanted = objects.map(stored);
  expect(wanted.length).toBeGreaterThan(0);
  const missing = wanted.filter((object) => found.filter(({ config }) => holds(config, object)).length !== 1);
  expect(missing, `none or several of ${JSON.stringify(found, null, 1)}`).toEqual([]);
}

/** What exists once in a target. */
const singles: readonly string[] = [
  'ec2.allowed-images',
  'ec2.ebs-encryption-default',
  'ec2.instance-metadata-defaults',
  'eks.version',
  'eks.addon-versions',
  'ecr.registry-policy',
  'ecr.policy-scope',
  'ecr.registry-scanning',
  'elbv2.ssl-policies',
  'guardduty.detectors',
  'inspector.account',
  'ec2.public-snapshots',
  'ec2.snapshot-public-block',
  'ec2.public-images',
  'ec2.image-public-block',
  'cloudtrail.trails',
  'cloudtrail.trail-status',
  'cloudtrail.trail-selectors',
];

/** Addresses are ARNs in the account and region, but for what exists once, which is named after its target. */
export function expectAddresses({ target, resources }: Reading): void {
  const [, account = '', region = ''] = target.id.split(':');
  for (const { id, type, name, target: owner } of resources) {
    expect(owner).toBe(target.id);
    expect(name).not.toBe('');
    const isOne = singles.includes(type);
    if (isOne) expect(id.startsWith(`${target.id}/${type}`)).toBe(true);
    else expect(id).toMatch(new RegExp(`^arn:aws:[a-z0-9]+:${region}:${account}:.`));
  }
}

/** A region without clusters leaves rules nothing to judge, and no claim but that it holds none. */
export function expectNothingToJudge({ target, resources, complete, gaps }: Reading): void {
  expect({ scopes: target.scopes, resources, complete, gaps }).toEqual({
    scopes: [],
    resources: [],
    complete: ['eks.cluster'],
    gaps: [],
  });
}

/** Two sweeps of one state differ in nothing but the time. */
export function expectSame(one: readonly Reading[], other: readonly Reading[]): void {
  const bare = (readings: readonly Reading[]): unknown => readings.map((it) => ({ ...it, startedAt: '' }));
  expect(bare(other)).toEqual(bare(one));
}

/** As it is stored: dates as text, nothing undefined. */
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Whether a value holds all of another. An empty list is not told apart from none on the wire; order does not count. */
function holds(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    const left: unknown[] = Array.isArray(value) ? [...(value as unknown[])] : [];
    if (left.length !== wanted.length) return false;
    return wanted.every((part) => {
      const at = left.findIndex((one) => holds(one, part));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
  }
  if (typeof wanted !== 'object' || wanted === null) return value === wanted;
  const own = new Map(Object.entries(typeof value === 'object' && value !== null ? value : {}));
  return Object.entries(wanted).every(([key, part]) => holds(own.get(key), part));
}
