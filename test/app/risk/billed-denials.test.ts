import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { billedOn } from '#app/risk/billed-denials';
import { liveOn, type Live } from '#app/policy/live';
import { reEvaluate } from '#app/policy/re-evaluate';
import { scanLive } from '#app/scan-live';
import { policyDigestOf } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import type { Bill, BillPackage, ComponentLists, Memory, PolicyDocument } from '#model';
import { rules } from '#rules/catalog.gen';
import { openEmbedded } from '#store/embedded';
import { snapshotsOf } from '../../support/build.ts';
import { billWith, podRunning } from '../asked-fleet.ts';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const at = '2026-11-01T00:00:00.000Z';
const minute = (n: number): string => new Date(Date.parse(at) + n * 60_000).toISOString();
const clock = { now: () => Date.parse(minute(59)), sleep: () => Promise.resolve() };
const reason = 'flawed';
const lodash = { purl: 'pkg:npm/lodash', versions: '<4.17.21', reason };
const about = 'pkg:npm/lodash <4.17.21';
const packages = (...denied: ComponentLists['deny']['packages'] & object): ComponentLists => ({
  allow: {},
  deny: { packages: denied },
});
const cves = (id = 'CVE-2026-1'): ComponentLists => ({ allow: {}, deny: { cves: [{ id, reason }] } });
const holding = (version?: string, more: Partial<BillPackage> = {}): Partial<Bill> => ({
  packages: [{ name: 'lodash', ecosystem: 'npm', ...(version !== undefined && { version }), ...more }],
});
const flaw = { id: 'CVE-2026-1', aliases: [], package: 'zlib', version: '1.2' };

let memory: Memory;
beforeEach(() => (memory = openEmbedded(mkdtempSync(join(tmpdir(), 'shoalwatch-')), 'write')));
afterEach(() => memory.close());

describe('what bills say of what is denied', () => {
  const saidOf = async (components: ComponentLists, bill: Bill, asked = at) => {
    await memory.bills.keep(bill, at);
    const billed = await billedOn(memory.bills)(components, asked);
    return Object.values(billed ?? {}).map(({ images }) => images[digest('a')]);
  };
  const a = (more: Partial<Bill>): Bill => billWith([digest('a')], more);

  it('is nothing where no package and no flaw is denied, or its denial has ended', async () => {
    await memory.bills.keep(a(holding('4.17.20')), at);
    const digests = { allow: {}, deny: { digests: [{ digest: digest('a'), reason }] } };
    expect(await billedOn(memory.bills)(digests, at)).toBeUndefined();
    expect(await billedOn(memory.bills)(packages({ ...lodash, until: at }), at)).toBeUndefined();
  });
  it('is asked by the words of each denial', async () => {
    const billed = await billedOn(memory.bills)({ allow: {}, deny: { ...packages(lodash).deny, ...cves().deny } }, at);
    expect(Object.keys(billed ?? {}).sort()).toEqual(['CVE-2026-1', about]);
    expect(billed?.[about]?.asks).toEqual({ about: 'package', name: 'lodash', ecosystem: 'npm', range: '<4.17.21' });
  });
  it('is that an image holds a package in the range, and who says so', async () => {
    const says = 'lodash 4.17.20 (cyclonedx bill bill.json)';
    expect(await saidOf(packages(lodash), a(holding('4.17.20')))).toEqual([{ is: 'held', says }]);
  });
  it('is that it holds none: another version, or a bill of all packages without it', async () => {
    expect(await saidOf(packages(lodash), a(holding('4.17.21')))).toEqual([{ is: 'clear' }]);
    expect(await saidOf(packages({ purl: 'pkg:npm/left-pad', reason }), a(holding('4.17.20')))).toEqual([
      { is: 'clear' },
    ]);
  });
  it.each<readonly [string, Partial<Bill>, string]>([
    ['a version that is none', holding('workspace'), 'whether lodash workspace is in <4.17.21 cannot be said'],
    ['no version', holding(), 'whether lodash without a version is in <4.17.21 cannot be said'],
    ['a package of no kind', holding('1', { ecosystem: 'unknown' }), 'its bill does not say of which kind lodash is'],
    ['a report of flaws alone', { listsAll: false, scanned: true }, 'no bill of materials lists its packages'],
  ])('is that nobody knows: %s', async (_, more, why) => {
    expect(await saidOf(packages(lodash), a(more))).toEqual([{ is: 'unsure', why }]);
  });
  it('is what scanners say of a flaw, for 30 days', async () => {
    const scanned = (flaws: Bill['flaws']): Bill =>
      a({ scanned: true, flaws, format: 'grype', source: flaws[0]?.id ?? 'none' });
    expect(await saidOf(cves(), scanned([flaw]))).toEqual([
      { is: 'held', says: 'CVE-2026-1 in zlib 1.2 (grype bill CVE-2026-1)' },
    ]);
    expect(await saidOf(cves('CVE-2026-2'), scanned([flaw]))).toEqual([{ is: 'clear' }]);
    expect(await saidOf(cves('CVE-2026-2'), scanned([flaw]), '2026-12-01T00:00:00.000Z')).toEqual([
      { is: 'unsure', why: 'its last list of flaws is of 2026-10-30' },
    ]);
  });
  it('clears nothing by a report that gives flaws no CVE id', async () => {
    const bill = a({ scanned: true, format: 'grype', flaws: [{ ...flaw, id: 'GHSA-aaaa' }] });
    expect(await saidOf(cves(), bill)).toEqual([{ is: 'unsure', why: 'its bill lists flaws that it gives no CVE id' }]);
  });
});

describe('a denied package in the fleet', () => {
  const file = (components: ComponentLists): PolicyDocument => ({ rules: {}, waivers: [], components });
  const image = 'reg.example.com/web:1';
  const id = `reg.example.com/web@${digest('a')}`;
  const snapshots = snapshotsOf([podRunning(image, id)], typesOf(rules), {});
  const ofRule = <T extends { readonly rule: string }>(all: readonly T[]): readonly T[] =>
    all.filter(({ rule }) => rule === 'k8s-image-deny-list');
  const liveWith = (components = packages(lodash)): Live => liveOn({ rules, file: file(components), memory });
  const swept = (live: Live, n: number) => scanLive({ live, snapshots, memory, clock, startedAt: minute(n) });
  const again = async (live: Live, n: number) => {
    const judged = await reEvaluate({ memory, standing: await live(minute(n)), clock, startedAt: minute(n) });
    const moves = (judged?.changes ?? []).filter(({ finding }) => finding.rule === 'k8s-image-deny-list');
    return moves.map(({ kind, finding }) => `${kind} ${finding.key ?? ''}: ${finding.message}`);
  };
  const bill = (version: string, n: number): Bill =>
    billWith([digest('a')], { ...holding(version), id: `bill ${version} ${n}`, madeAt: minute(n) });
  const keep = (it: Bill, n: number) => memory.bills.keep(it, minute(n));
  const message = `Policy denies ${about}: web (${id}) holds lodash 4.17.20 (cyclonedx bill bill.json).`;

  it('is unknown without a bill, opens once one lists it, and is resolved by a bill of all packages without it', async () => {
    const live = liveWith();
    const { scan } = await swept(live, 1);
    expect(ofRule(scan.judgements).map((it) => [it.verdict, it.message])).toEqual([
      [
        'unknown',
        `Whether web (${id}) holds ${about} is not known: no bill of materials lists its packages. Give one: shoalwatch inventory import PATH.`,
      ],
    ]);
    await keep(bill('4.17.20', 2), 2);
    expect(await again(live, 3)).toEqual([`opened ${about}: ${message}`]);
    await keep(bill('4.17.21', 4), 4);
    expect(await again(live, 5)).toEqual([`resolved ${about}: ${message}`]);
  });
  it('stays open while nobody can say otherwise', async () => {
    const live = liveWith();
    await keep(bill('4.17.20', 1), 1);
    await swept(live, 2);
    await keep(bill('workspace', 3), 3);
    expect(await again(live, 4)).toEqual([]);
    expect(ofRule((await memory.findings()).map((it) => it)).map(({ status }) => status)).toEqual(['open']);
  });
  it('is another policy to whoever asks whether something else counts, and the stamp says so', async () => {
    const live = liveWith();
    const digestAt = async (n: number) => policyDigestOf((await live(minute(n))).policy);
    const [before, stamp] = [await digestAt(1), await memory.policies.stamp()];
    await keep(bill('4.17.20', 2), 2);
    const [after, moved] = [await digestAt(3), await memory.policies.stamp()];
    expect([after === before, moved === stamp]).toEqual([false, false]);
    expect(await keep(bill('4.17.20', 2), 4)).toBe('known');
    expect([await digestAt(5), await memory.policies.stamp()]).toEqual([after, moved]);
  });
  it('leaves a policy that denies neither packages nor flaws as it is, whatever bills say', async () => {
    const live = liveWith({ allow: {}, deny: {} });
    const before = policyDigestOf((await live(minute(1))).policy);
    await keep(bill('4.17.20', 2), 2);
    expect(policyDigestOf((await live(minute(3))).policy)).toBe(before);
  });
});
