import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tellingBy } from '#engine/components';
import { typesOf } from '#engine/ruleset';
import type { RunTarget, Snapshot, Telling } from '#model';
import { rules } from '#rules/catalog.gen';
import { totalsOf } from '#engine/totals';
import { componentsOn, putComponents } from '#store/bills/component-files';
import { folderFiles } from '#store/drivers/folder-files';
import { basicScan, digest, enhanced, enhancedScan, imageWith, runningWith } from '../../support/aws/ecr.ts';
import { snapshotsOf } from '../../support/build.ts';

const tell = tellingBy(typesOf(rules));

function store() {
  const root = mkdtempSync(join(tmpdir(), 'shoalwatch-'));
  const files = folderFiles(root);
  return {
    files,
    paths: () => readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json')),
    lose: (path: string) => rmSync(join(root, path)),
    memory: (snapshots: readonly Snapshot[]) => componentsOn(files, () => Promise.resolve(targetsOf(snapshots))),
  };
}

const targetsOf = (snapshots: readonly Snapshot[]): readonly Pick<RunTarget, 'id' | 'snapshot'>[] =>
  snapshots.map(({ id, target }) => ({ id: target.id, snapshot: id }));

const flawed = enhanced('GHSA-1', 'HIGH', {
  packageVulnerabilityDetails: {
    vulnerabilityId: 'GHSA-1',
    relatedVulnerabilities: ['CVE-2026-1'],
    vulnerablePackages: [{ name: 'OpenSSL', version: '3.0.1' }],
  },
});
const snapshots = snapshotsOf(
  [imageWith(), runningWith(), enhancedScan([flawed]), basicScan(['CVE-2026-1 LOW', 'CVE-2026-2 LOW'], 'b')],
  typesOf(rules),
);

describe('what is kept of components', () => {
  it('is found by run, by flaw under each of its ids, and by package, in any case', async () => {
    const { files, memory } = store();
    await putComponents(files, snapshots, tell);
    const components = memory(snapshots);
    const told = await components.told('r-1');
    expect(told).toEqual(snapshots.map((it) => tell(it).components));
    const digests = async (asked: Promise<readonly { readonly digest: string }[]>) =>
      (await asked).map((it) => it.digest).sort();
    expect(await digests(components.flawed('r-1', 'cve-2026-1'))).toEqual([digest('a'), digest('b')]);
    expect(await digests(components.flawed('r-1', 'GHSA-1'))).toEqual([digest('a')]);
    expect(await digests(components.holding('r-1', 'openssl'))).toEqual([digest('a')]);
    expect(await components.flawed('r-1', 'CVE-2026-3')).toEqual([]);
    expect(await components.flawed('r-1', '__proto__')).toEqual([]);
    expect(await components.holding('r-1', 'openssl')).toEqual([
      {
        ...{ digest: digest('a'), by: 'ECR', at: '2026-11-01T00:00:00Z', target: 'aws:111122223333:eu-west-1' },
        ...{ id: 'GHSA-1', aliases: ['CVE-2026-1'], packages: [{ name: 'OpenSSL', version: '3.0.1' }] },
      },
    ]);
  });

  it('is written once for equal snapshots, and nobody is asked for what is there', async () => {
    const { files, paths } = store();
    await putComponents(files, snapshots, tell);
    const written = paths();
    const never: Telling = ({ id }) => {
      throw new Error(`${id} was asked again`);
    };
    await putComponents(files, [...snapshots].reverse(), never);
    expect(paths()).toEqual(written);
  });

  it('is written anew for the group of a target that changed, and for no other', async () => {
    const { files, paths, memory } = store();
    await putComponents(files, snapshots, tell);
    const before = paths().length;
    const [first, ...others] = snapshots;
    const changed = [{ ...first, id: 'another' } as Snapshot, ...others];
    const asked: string[] = [];
    await putComponents(files, changed, (it) => {
      asked.push(it.target.id);
      return tell(it);
    });
    expect(asked).toContain(first?.target.id);
    expect(asked.length).toBeLessThan(snapshots.length);
    expect(paths().length).toBeGreaterThan(before);
    expect(await memory(changed).told('r-2')).toHaveLength(snapshots.length);
  });

  it('is unknown of runs that kept none', async () => {
    const told = await store().memory(snapshots).told('r-1');
    expect(told.map(({ target }) => target)).toEqual(snapshots.map(({ target }) => target.id));
    expect(new Set(told.flatMap(({ unread }) => unread.map(({ why }) => why)))).toEqual(
      new Set(['its last run kept no list: scan again']),
    );
    expect(
      told.map(({ target, provider }) => target.startsWith(provider === 'kubernetes' ? 'k8s:' : provider)),
    ).not.toContain(false);
  });

  it('is written anew without the flaws that a change left as they were', async () => {
    const { files, paths, memory } = store();
    await putComponents(files, snapshots, tell);
    const sums = { totals: totalsOf([], []), findings: 0, open: { critical: 0, high: 0, medium: 0, low: 0 } };
    const last = snapshots.map(({ id, target }): RunTarget => ({
      ...{ id: target.id, provider: target.provider, state: 'done', stateDigest: '', snapshot: id, sums },
    }));
    const before = paths();
    // Read once more: when that was is no part of what was seen.
    const startedAt = '2026-11-02T00:00:00Z';
    const next = snapshots.map((it) => ({ ...it, id: `${it.id}-next`, startedAt }));
    const puts: string[] = [];
    const put = (path: string, body: string): Promise<boolean> => {
      puts.push(path);
      return files.put(path, body);
    };
    await putComponents({ ...files, put }, next, tell, last);
    expect(puts.filter((path) => /[0-9a-f]{64}\.json$/.test(path))).toEqual([]);
    expect(paths().length).toBe(before.length + puts.length);
    const flaws = await memory(next).flawed('r-2', 'CVE-2026-1');
    expect(flaws).toHaveLength(2);
    expect(next.flatMap((it) => tell(it).flaws)).toEqual(expect.arrayContaining([...flaws]));
    expect(flaws.map(({ at }) => at)).toContain(startedAt);
  });

  it('says so where a part of it is lost', async () => {
    const { files, paths, lose, memory } = store();
    await putComponents(files, snapshots, tell);
    for (const path of paths()) if (/[0-9a-f]{64}\.json$/.test(path)) lose(path);
    await expect(memory(snapshots).flawed('r-1', 'CVE-2026-1')).rejects.toThrow('the store has lost components/');
  });
});
