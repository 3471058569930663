import { describe, expect, it } from 'vitest';
import { imageAnalysis } from '#clouds/gcp/container-analysis/image-analysis/resource';
import { tellingBy } from '#engine/components';
import { snapshotsOf } from '../support/build.ts';
import { analysisWith, flaw, runningWeb, webDigest, webImages } from '../support/gcp/analysis.ts';
import { gkeWith } from '../support/gcp/gke.ts';
import { billWith, told } from './asked-fleet.ts';

const cve = (id = 'CVE-2026-1') => ({ about: 'cve', id }) as const;
const zlib = { about: 'package', name: 'zlib', ecosystem: 'deb', range: '<1.3' } as const;
const web = `${webImages}@${webDigest}`;
const inside = (version: object) => ({ packageIssue: [{ affectedPackage: 'zlib', affectedVersion: version }] });
const success = 'FINISHED_SUCCESS';

/** What is said of shop/web, as it runs where a test says, by an analysis. */
const asked = (
  question: Parameters<typeof told>[0],
  analysis: readonly ReturnType<typeof analysisWith>[],
  platform: { os?: string; architecture?: string } | undefined = { os: 'linux', architecture: 'amd64' },
  more: Partial<Parameters<typeof told>[1]> = {},
) => told(question, { resources: [gkeWith({}), runningWeb({ platform }), ...analysis], ...more });

describe('what Artifact Analysis found', () => {
  it('affects the images that run it, with the packages and their versions', async () => {
    const version = { epoch: 1, name: '1.2.13', revision: '4' };
    const found = [analysisWith([flaw('CVE-2026-1 HIGH', inside(version))])];
    expect(await asked(cve('cve-2026-1'), found)).toEqual({
      affected: [`${web}: CVE-2026-1 in zlib 1:1.2.13-4 (Artifact Analysis scan)`],
      unknown: [],
    });
    const whole = [analysisWith([flaw('CVE-2026-1 HIGH', inside({ ...version, fullName: '1.2.13-4' }))])];
    expect((await asked(zlib, whole)).affected).toEqual([
      `${web}: CVE-2026-1 in zlib 1.2.13-4 (Artifact Analysis scan)`,
    ]);
  });

  it('names packages to whoever lists those that run', () => {
    const found = analysisWith([flaw('CVE-2026-1 HIGH', inside({ fullName: '1.2.13-4' }))]);
    const [snapshot] = snapshotsOf([found], [imageAnalysis]);
    expect(tellingBy([imageAnalysis])(snapshot!).flaws).toEqual([
      {
        ...{ digest: webDigest, by: 'Artifact Analysis', at: '2026-11-01T00:00:00Z', target: 'gcp:shop-prod' },
        ...{ id: 'CVE-2026-1', aliases: [], packages: [{ name: 'zlib', version: '1.2.13-4' }] },
      },
    ]);
  });

  it('affects none by a version that is not meant', async () => {
    const found = [analysisWith([flaw('CVE-2026-1 HIGH', inside({ name: '1.3.1' }))])];
    const why = `${web}: no bill of materials lists its packages`;
    expect(await asked(zlib, found)).toEqual({ affected: [], unknown: [why] });
  });

  it('clears an image of a flaw while it is kept up to date', async () => {
    expect(await asked(cve(), [analysisWith([flaw('CVE-2026-2 HIGH')])])).toEqual({ affected: [], unknown: [] });
  });

  it('clears none where another image behind the digest may run', async () => {
    const why = `${web}: its scan looked at the image for linux/amd64, and another one may run`;
    const arm = { os: 'linux', architecture: 'arm64' };
    expect(await asked(cve(), [analysisWith()], arm)).toEqual({ affected: [], unknown: [why] });
    expect(await asked(cve(), [analysisWith()], {})).toEqual({ affected: [], unknown: [why] });
  });

  it('leaves that to a bill of the image that runs', async () => {
    const arm = { os: 'linux', architecture: 'arm64' };
    const bills = [billWith([webDigest], { scanned: true })];
    expect(await asked(cve(), [analysisWith()], arm, { bills })).toEqual({ affected: [], unknown: [] });
  });

  it.each<[string, ReturnType<typeof analysisWith>, string]>([
    ['one that runs', analysisWith([], { analysisStatus: 'SCANNING' }), 'the state of its analysis is SCANNING'],
    ['one without an age', analysisWith([], { analysisStatus: success }), 'when it was last analysed is not told'],
    [
      'an old one',
      analysisWith([], { analysisStatus: success, lastScanTime: '2026-09-01T00:00:00Z' }),
      'its last scan was on 2026-09-01',
    ],
    [
      'one of flaws without CVE ids',
      analysisWith([flaw('GHSA-1 LOW')]),
      'its scan lists flaws that it gives no CVE id',
    ],
  ])('clears nothing as %s', async (_, analysis, why) => {
    expect(await asked(cve(), [analysis])).toEqual({ affected: [], unknown: [`${web}: ${why}`] });
  });

  it('clears by the last 30 days where nobody keeps it up to date', async () => {
    const recent = analysisWith([], { analysisStatus: success, lastScanTime: '2026-10-20T00:00:00Z' });
    expect(await asked(cve(), [recent])).toEqual({ affected: [], unknown: [] });
  });

  it('is unknown without an analysis, and where none could be read', async () => {
    const why = `${web}: neither a scan nor a bill of materials`;
    expect((await asked(cve(), [])).unknown).toEqual([why]);
    expect((await asked(cve(), [analysisWith()], undefined, { hidden: [imageAnalysis] })).unknown).toContain(why);
  });
});
