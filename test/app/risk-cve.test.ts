import { describe, expect, it } from 'vitest';
import { ecrImageScan } from '#clouds/aws/ecr/image-scan/resource';
import { inspectorFinding } from '#clouds/aws/inspector/finding/resource';
import { runningImage } from '#clouds/kubernetes/image/resource';
import type { Resource } from '#model';
import { clusterWith } from '../support/aws/eks.ts';
import {
  basicScan,
  digest,
  enhanced,
  enhancedScan,
  imageWith,
  indexWith,
  inspected,
  repository,
  runningWith,
  scanIn,
  scanWith,
} from '../support/aws/ecr.ts';
import { gkeWith } from '../support/gcp/gke.ts';
import { ask, billWith, podRunning, told } from './asked-fleet.ts';

const cve = (id = 'CVE-2026-1') => ({ about: 'cve', id }) as const;
const web = `${repository}@${digest('a')}`;
const ran = [imageWith(), runningWith()];
const flaw = { id: 'CVE-2026-1', aliases: ['GHSA-aaaa'], package: 'zlib', version: '1.2' };
const clear = { affected: [], unknown: [] };

describe('a CVE', () => {
  it('affects the images whose scan lists it, with who runs them and who says so', async () => {
    const { affected, unknown, looked } = await ask(cve(), {
      resources: [clusterWith({}), ...ran, basicScan(['CVE-2026-1 HIGH'])],
      owners: [
        { match: { cluster: 'pay-*' }, owner: 'team-pay' },
        { match: { cluster: 'sh*p', target: 'k8s:*' }, owner: 'team-shop', channel: 'C0SHOP' },
        { match: { cluster: '*' }, owner: 'everybody' },
      ],
    });
    expect(affected).toEqual([
      {
        target: 'k8s:arn:aws:eks:eu-west-1:111122223333:cluster/shop',
        cluster: { id: 'arn:aws:eks:eu-west-1:111122223333:cluster/shop', name: 'shop' },
        owner: 'team-shop',
        channel: 'C0SHOP',
        what: web,
        resource: { type: 'k8s.image', id: runningWith().id },
        runs: ['shop/web'],
        seen: [{ by: 'ECR scan', at: '2026-10-20T00:00:00.000Z', says: 'CVE-2026-1' }],
      },
    ]);
    expect(unknown).toEqual([]);
    expect(looked).toBe(1);
  });

  it('is looked up in any case, and by the ids that are related to it', async () => {
    const related = enhanced('GHSA-aaaa', 'HIGH', {
      packageVulnerabilityDetails: {
        vulnerabilityId: 'GHSA-aaaa',
        relatedVulnerabilities: ['CVE-2026-1'],
        vulnerablePackages: [{ name: 'zlib', version: '1.2' }],
      },
    });
    const fleet = { resources: [...ran, enhancedScan([related])] };
    const affected = [`${web}: GHSA-aaaa in zlib 1.2 (ECR scan)`];
    expect(await told(cve('cve-2026-1'), fleet)).toEqual({ affected, unknown: [] });
    expect(await told(cve('GHSA-aaaa'), fleet)).toEqual({ affected, unknown: [] });
  });

  it('does not affect what a scan of the last 30 days does not list', async () => {
    expect(await told(cve(), { resources: [...ran, enhancedScan([enhanced('CVE-2026-2', 'HIGH')])] })).toEqual(clear);
    expect(await told(cve(), { resources: [...ran, enhancedScan([])] })).toEqual(clear);
  });

  it('is not cleared by a basic scan, which looks at no packages of languages', async () => {
    const why = [`${web}: its scan looked at operating system packages only`];
    expect((await told(cve(), { resources: [...ran, basicScan(['CVE-2026-2 HIGH'])] })).unknown).toEqual(why);
    expect((await told(cve(), { resources: [...ran, basicScan([])] })).unknown).toEqual(why);
    const active = scanWith({
      imageScanStatus: { status: 'ACTIVE' },
      imageScanFindings: { findings: [{ name: 'CVE-2026-2' }] },
    });
    expect((await told(cve(), { resources: [...ran, active] })).unknown).toEqual(why);
  });

  it('is not cleared by a scan that gives a flaw no CVE id', async () => {
    const why = [`${web}: its scan lists flaws that it gives no CVE id`];
    const fleet = { resources: [...ran, enhancedScan([enhanced('GHSA-aaaa', 'HIGH')])] };
    expect((await told(cve(), fleet)).unknown).toEqual(why);
    const active = scanWith({ imageScanStatus: { status: 'ACTIVE' }, imageScanFindings: {} });
    expect((await told(cve(), { resources: [...ran, active, inspected('GHSA-aaaa', 'HIGH')] })).unknown).toEqual(why);
  });

  it('is not cleared by a bill that gives a flaw no CVE id', async () => {
    const asked = async (more: object, format: 'grype' | 'trivy' = 'grype') =>
      told(cve('CVE-2026-2'), {
        resources: ran,
        bills: [billWith([digest('a')], { format, scanned: true, listsAll: false, flaws: [{ ...flaw, ...more }] })],
      });
    const why = [`${web}: its bill lists flaws that it gives no CVE id`];
    expect((await asked({ id: 'GHSA-aaaa', aliases: [] })).unknown).toEqual(why);
    expect(await asked({ id: 'GHSA-aaaa', aliases: ['CVE-2026-1'] })).toEqual(clear);
    expect(await asked({ id: 'TEMP-0841856-B18BAF', aliases: [] })).toEqual(clear);
    expect(await asked({ id: 'GHSA-aaaa', aliases: [] }, 'trivy')).toEqual(clear);
  });

  it('is unknown by a scan without a date that was last read long ago', async () => {
    const { unknown } = await told(cve(), { resources: [...ran, enhancedScan([])], at: '2026-12-05T00:00:00Z' });
    expect(unknown).toEqual([`${web}: its scan was last read on 2026-11-01`]);
  });

  it('is known by a scan that stays as it is and was read again', async () => {
    const again = { at: '2026-11-25T00:00:00Z' };
    expect(await told(cve(), { resources: [...ran, enhancedScan([])], again, at: '2026-12-05T00:00:00Z' })).toEqual(
      clear,
    );
  });

  it('is unknown of targets that the last run did not read', async () => {
    const again = { at: '2026-11-02T00:00:00Z', without: 'kubernetes' };
    const { unknown } = await ask(cve(), { resources: [...ran, enhancedScan([])], again });
    expect(unknown).toEqual([
      {
        target: 'k8s:arn:aws:eks:eu-west-1:111122223333:cluster/shop',
        cluster: { id: 'arn:aws:eks:eu-west-1:111122223333:cluster/shop', name: 'shop' },
        ...{ runs: [], why: 'not read by the last run' },
      },
    ]);
  });

  it('is unknown of images that run without a digest', async () => {
    const { unknown } = await ask(cve(), { resources: [podRunning('repo/web:1', '')] });
    expect(unknown).toMatchObject([
      { what: 'repo/web:1', runs: ['shop/web-1'], why: 'it runs without a digest that a registry has' },
    ]);
  });

  it('is unknown of images that nobody looked at, and says why', async () => {
    const why = async (...scans: readonly Parameters<typeof ask>[1]['resources'][number][]) =>
      (await told(cve(), { resources: [...ran, ...scans] })).unknown;
    expect(await why()).toEqual([`${web}: neither a scan nor a bill of materials`]);
    expect(await why(scanIn('PENDING'))).toEqual([`${web}: the state of its scan is PENDING`]);
    expect(await why(scanIn('COMPLETE'))).toEqual([`${web}: the answer of its scan is not whole`]);
    const old = scanIn('COMPLETE', '2026-09-20T00:00:00.000Z');
    expect(await why(old)).toEqual([`${web}: the answer of its scan is not whole`]);
    const counted = scanWith({
      imageScanStatus: { status: 'ACTIVE' },
      imageScanFindings: { enhancedFindings: [], findingSeverityCounts: { HIGH: 2 } },
    });
    expect(await why(counted)).toEqual([`${web}: its scan counts 2 findings and holds 0`]);
    expect(await why(enhancedScan([], 'b'))).toEqual([`${web}: neither a scan nor a bill of materials`]);
  });

  it('is unknown by an id that scanners may not use', async () => {
    const { unknown } = await told(cve('GHSA-aaaa'), { resources: [...ran, basicScan()] });
    expect(unknown).toEqual([`${web}: scanners may know the flaw by its CVE id alone: ask for that`]);
  });

  it('is told by Inspector where the registry says no more than that it goes on', async () => {
    const active = scanWith({ imageScanStatus: { status: 'ACTIVE' }, imageScanFindings: {} });
    expect(await told(cve(), { resources: [...ran, active] })).toEqual(clear);
    expect(await told(cve(), { resources: [...ran, active, inspected('CVE-2026-1', 'HIGH')] })).toEqual({
      affected: [`${web}: CVE-2026-1 (Amazon Inspector scan)`],
      unknown: [],
    });
    expect(await told(cve(), { resources: [...ran, active], hidden: [inspectorFinding] })).toEqual({
      affected: [],
      unknown: [`${web}: what Amazon Inspector found was not read`],
    });
  });

  it('is witnessed by a finding of Inspector, which clears nothing', async () => {
    expect(await told(cve(), { resources: [...ran, inspected('CVE-2026-1', 'LOW')] })).toEqual({
      affected: [`${web}: CVE-2026-1 (Amazon Inspector scan)`],
      unknown: [],
    });
    const { unknown } = await told(cve(), { resources: [...ran, inspected('CVE-2026-2', 'LOW')] });
    expect(unknown).toEqual([`${web}: neither a scan nor a bill of materials`]);
  });

  it('affects an index by the image of the platform that runs', async () => {
    const index = indexWith('a', { b: 'amd64', c: 'arm64', d: 'attestation' });
    const cveOf = enhancedScan([enhanced('CVE-2026-1', 'HIGH')], 'c');
    const behind = [...index, enhancedScan([], 'b'), cveOf];
    expect(await told(cve(), { resources: [...behind, runningWith()] })).toEqual(clear);
    const other = runningWith('a', { platform: { os: 'linux', architecture: 'arm64' } });
    expect((await told(cve(), { resources: [...behind, other] })).affected).toEqual([`${web}: CVE-2026-1 (ECR scan)`]);
    const either = runningWith('a', { platform: undefined });
    expect(await told(cve(), { resources: [...behind, either] })).toEqual({
      affected: [],
      unknown: [`${web}: which platform of the image runs is not known, and they differ`],
    });
  });

  it('is not cleared for the platform that runs by what is said of the index as a whole', async () => {
    const index = indexWith('a', { b: 'amd64', c: 'arm64' });
    const bills = [billWith([digest('a')], { format: 'trivy', scanned: true })];
    const asked = (...resources: readonly Resource[]) =>
      told(cve(), { resources: [...index, runningWith(), ...resources], bills });
    const flawed = enhancedScan([enhanced('CVE-2026-1', 'HIGH')], 'b');
    expect((await asked(flawed)).affected).toEqual([`${web}: CVE-2026-1 (ECR scan)`]);
    expect((await asked()).unknown).toEqual([`${web}: neither a scan nor a bill of materials`]);
    expect(await asked(enhancedScan([], 'b'))).toEqual(clear);
    const odd = runningWith('a', { platform: { os: 'windows', architecture: 'amd64' } });
    const { unknown } = await told(cve(), { resources: [...index, odd], bills });
    expect(unknown).toEqual([`${web}: its index has no image of the platform that runs`]);
  });

  it('affects an index that is itself affected, whatever its images are', async () => {
    const bills = [billWith([digest('a')], { format: 'trivy', scanned: true, flaws: [flaw] })];
    const resources = [...indexWith('a', { b: 'amd64' }), runningWith(), enhancedScan([], 'b')];
    expect((await told(cve(), { resources, bills })).affected).toHaveLength(1);
  });

  it('is read from bills that list flaws', async () => {
    const bill = billWith([digest('a')], { format: 'grype', scanned: true, listsAll: false, flaws: [flaw] });
    expect(await told(cve(), { resources: ran, bills: [bill] })).toEqual({
      affected: [`${web}: CVE-2026-1 in zlib 1.2 (grype bill bill.json)`],
      unknown: [],
    });
    expect(await told(cve('CVE-2026-2'), { resources: ran, bills: [bill] })).toEqual(clear);
    const later = { resources: ran, bills: [bill], at: '2026-12-05T00:00:00Z' };
    expect((await told(cve('CVE-2026-2'), later)).unknown).toEqual([`${web}: its last list of flaws is of 2026-10-30`]);
  });

  it('is not cleared by a bill that lists packages alone', async () => {
    const { unknown } = await told(cve(), { resources: ran, bills: [billWith([digest('a')])] });
    expect(unknown).toEqual([`${web}: its bill of materials lists packages and no flaws`]);
  });

  it('stays where one source sees it, whatever another says', async () => {
    const bill = billWith([digest('a')], { format: 'trivy', scanned: true, flaws: [flaw] });
    const { affected } = await told(cve(), { resources: [...ran, basicScan()], bills: [bill] });
    expect(affected).toEqual([`${web}: CVE-2026-1 in zlib 1.2 (trivy bill bill.json)`]);
  });

  it('is unknown of clusters that nobody entered, and of those whose pods could not be read', async () => {
    const { unknown } = await told(cve(), { resources: [gkeWith(), ...ran, enhancedScan([])] });
    expect(unknown).toEqual(['what runs in the cluster was not read']);
    const hidden = await told(cve(), { resources: [...ran, basicScan()], hidden: [runningImage] });
    expect(hidden).toEqual({ affected: [], unknown: ['list pods was refused.'] });
  });

  it('says why the scan of an image could not be read', async () => {
    const { unknown } = await told(cve(), { resources: ran, hidden: [ecrImageScan] });
    expect(unknown).toEqual([`${web}: neither a scan nor a bill of materials`]);
  });
});
