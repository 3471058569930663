import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { affects } from '#bills/versions/affects';
import { parseRange } from '#bills/versions/range';
import { pod } from '#clouds/kubernetes/pod/resource';
import { askRisk } from '#app/risk/risk';
import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { defaultPolicy, type Bill, type InRange, type Owner, type Resource, type RiskAnswer } from '#model';
import type { RiskQuestion, Type } from '#model';
import { rules } from '#rules/catalog.gen';
import { openEmbedded } from '#store/embedded';
import { make, snapshotsOf } from '../support/build.ts';

/** A fleet that was read, and what is given to the store besides. */
export interface Fleet {
  readonly resources: readonly Resource[];
  readonly hidden?: readonly Type[];
  /** When all of it was swept once more and found to be the same, without the targets of a provider. */
  readonly again?: { readonly at: string; readonly without?: string };
  readonly bills?: readonly Bill[];
  readonly owners?: readonly Owner[];
  /** When it is asked; it was read on 1 November 2026. */
  readonly at?: string;
}

const readAt = '2026-11-01T00:00:00Z';
const clock = { now: () => Date.parse(readAt), sleep: () => Promise.resolve() };

const inRange: InRange = (ecosystem, version, range) => {
  const answer = affects(ecosystem, version, parseRange(range));
  return answer === 'unknown' ? undefined : answer;
};

/** Reads a fleet into a store on disk, closes it, opens it anew and asks. */
export async function ask(question: RiskQuestion, fleet: Fleet): Promise<RiskAnswer> {
  const { resources, hidden = [], again, bills = [], owners = [], at = readAt } = fleet;
  const root = mkdtempSync(join(tmpdir(), 'shoalwatch-'));
  const types = typesOf(rules);
  // Those of Google begin with two slashes; what a store keeps is named by its content.
  const snapshots = snapshotsOf(resources, types, { hidden }).map((it) => ({ ...it, id: it.id.replaceAll('//', '/') }));
  const writing = openEmbedded(root, 'write');
  const sweep = (read: typeof snapshots, startedAt: string) =>
    scan({ snapshots: read, rules, policy: defaultPolicy, memory: writing, clock, startedAt });
  await sweep(snapshots, readAt);
  if (again)
    await sweep(
      snapshots.filter(({ target }) => target.provider !== again.without),
      again.at,
    );
  for (const bill of bills) await writing.bills.keep(bill, readAt);
  writing.close();
  const memory = openEmbedded(root, 'read');
  const { answer } = await askRisk(question, { memory, bills: memory.bills, owners, inRange, at });
  memory.close();
  return answer;
}

/** An answer in short: who is affected and by whose word, and what is unknown. */
export async function told(question: RiskQuestion, fleet: Fleet) {
  const { affected, unknown } = await ask(question, fleet);
  return {
    affected: affected.map(({ what, seen }) => `${what}: ${seen.map(({ by, says }) => `${says} (${by})`).join('; ')}`),
    unknown: unknown.map(({ what, why }) => (what === undefined ? why : `${what}: ${why}`)),
  };
}

/** A bill of an image, by its digest. */
export const billWith = (digests: readonly string[], more: Partial<Bill> = {}): Bill => ({
  id: `bill of ${digests.join()} ${more.source ?? ''}`,
  format: 'cyclonedx',
  source: 'bill.json',
  subject: { name: 'web', digests },
  packages: [],
  listsAll: true,
  flaws: [],
  scanned: false,
  madeAt: '2026-10-30T00:00:00Z',
  ...more,
});

const shop = 'arn:aws:eks:eu-west-1:111122223333:cluster/shop';

/** A pod of the cluster shop with the image that it asks for, and the image id that its node tells. */
export const podRunning = (image: string, imageID: string) =>
  make(pod, `${shop}/core/v1/shop/pods/web-1`, {
    metadata: { name: 'web-1', namespace: 'shop' },
    spec: { containers: [{ name: 'web', image }] },
    status: {
      phase: 'Running',
      containerStatuses: [{ name: 'web', image, imageID, ready: true, restartCount: 0 }],
    },
  });
