import { expect, test } from 'vitest';
import { listPackages } from '#app/risk/packages';
import type { Bill, BillHead, Memory, Platform, TargetComponents } from '#model';

const arm = { os: 'linux', architecture: 'arm64' };
const amd = { os: 'linux', architecture: 'amd64' };

const bill = (id: string, ...digests: readonly string[]): Bill => ({
  ...{ id, format: 'cyclonedx', source: `${id}.json`, subject: { name: id, digests }, listsAll: true, scanned: false },
  packages: [{ name: `of-${id}`, version: '1', ecosystem: 'npm' }],
  flaws: [],
});

/** An index of two platforms, of which one runs; these bills are kept. */
function held(bills: readonly Bill[], platform?: Platform): Memory {
  const image = { kind: 'image', digest: 'index', repository: 'r', reference: 'r:1', workloads: ['shop/web'] } as const;
  const parts = [
    { digest: 'arm', platform: arm },
    { digest: 'amd', platform: amd },
  ];
  const told: TargetComponents = {
    ...{ target: 'k8s:shop', provider: 'kubernetes', readAt: '2026-11-01T00:00:00Z', scans: [], unread: [] },
    told: [{ type: 'k8s.image', id: 'i', name: 'r:1', component: { ...image, ...(platform && { platform }) } }],
    parts: [{ kind: 'image-parts', digest: 'index', parts }],
  };
  const heads = bills.map((it) => ({ ...it, packages: 1, flaws: 0, keptAt: '' }) satisfies BillHead);
  return {
    runs: () => Promise.resolve([{ id: 'r-1' }]),
    snapshots: () => Promise.resolve([]),
    components: { told: () => Promise.resolve([told]) },
    bills: {
      heads: () => Promise.resolve(heads),
      bill: (id: string) => Promise.resolve(bills.find((it) => it.id === id)),
    },
  } as unknown as Memory;
}

async function listed(bills: readonly Bill[], platform?: Platform) {
  const tell = () => {
    throw new Error('there are no snapshots');
  };
  const { packages, unlisted } = await listPackages({ memory: held(bills, platform), tell });
  return { packages: packages.map(({ name }) => name), unlisted: unlisted.length };
}

test.each<[string, readonly Bill[], Platform | undefined, readonly string[], number]>([
  ['the bill of the platform that runs lists it', [bill('a', 'arm')], arm, ['of-a'], 0],
  ['that of another platform says nothing of it', [bill('a', 'arm')], amd, [], 1],
  ['that of one platform is not enough where any may run', [bill('a', 'arm')], undefined, ['of-a'], 1],
  ['those of all platforms are', [bill('a', 'arm'), bill('b', 'amd')], undefined, ['of-a', 'of-b'], 0],
  ['so is that of the index, which counts once for several digests', [bill('a', 'index', 'arm')], amd, ['of-a'], 0],
])('%s', async (_, bills, platform, packages, unlisted) => {
  expect(await listed(bills, platform)).toEqual({ packages, unlisted });
});
