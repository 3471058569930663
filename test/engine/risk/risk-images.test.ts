import { describe, expect, it } from 'vitest';
import { imageJudge, partsIn, undigested } from '#engine/risk/risk-images';
import type { Platform, RiskEvidence, RiskQuestion } from '#model';
import { bill, evidence, flaw, inRange, now, target } from './risk-shop.ts';

type Asked = Extract<RiskQuestion, { about: 'cve' | 'package' }>;
const cve: Asked = { about: 'cve', id: 'CVE-2026-1' };
const clear = { is: 'clear' };
const unknown = (why: string) => ({ is: 'unknown', why });

const judged = (given: Partial<RiskEvidence>, asked: Asked = cve, digest = 'a', at = now, platform?: Platform) =>
  imageJudge(asked, evidence(given), inRange, at)({ digest, ...(platform && { platform }) });
const says = (...words: readonly string[]) => ({
  is: 'affected',
  seen: words.map((said) => ({ by: 'Shop scan', at: now, says: said })),
});
const scans = (...given: readonly { digest: string; at?: string; unread?: string }[]) => [target({ scans: given })];

describe('an image', () => {
  it('without a digest cannot be judged', () => {
    expect(judged({}, cve, '')).toBe(undigested);
  });
  it('that nobody looked at is unknown', () => {
    expect(judged({})).toEqual(unknown('neither a scan nor a bill of materials'));
    expect(judged({ told: scans({ digest: 'b' }) })).toEqual(unknown('neither a scan nor a bill of materials'));
  });
  it('in which a scan sees the flaw is affected, in what the scan names', () => {
    const packages = [{ name: 'zlib', version: '1.2' }, { name: 'gzip' }];
    expect(judged({ toldFlaws: [flaw()] })).toEqual(says('CVE-2026-1'));
    expect(judged({ toldFlaws: [flaw({ packages })] })).toEqual(says('CVE-2026-1 in zlib 1.2, gzip'));
    expect(judged({ toldFlaws: [flaw(), flaw({ id: 'GHSA-1' })] })).toEqual(says('CVE-2026-1', 'GHSA-1'));
    expect(judged({ toldFlaws: [flaw({ digest: 'b' })] }).is).toBe('unknown');
  });
  it('of which a bill lists the flaw is affected, since the bill was made or kept', () => {
    const flaws = [
      { id: 'CVE-2026-1', aliases: [], package: 'zlib', version: '1.2' },
      { id: 'CVE-2026-1', aliases: [], package: 'gzip' },
    ];
    const seen = { by: 'trivy bill bill.json', says: 'CVE-2026-1 in zlib 1.2, CVE-2026-1 in gzip' };
    expect(judged({ heldFlaws: [{ bill: bill(), flaws }] })).toEqual({
      is: 'affected',
      seen: [{ ...seen, at: '2026-10-20T00:00:00Z' }],
    });
    const made = bill({ madeAt: '2026-10-19T00:00:00Z', subject: { name: 'web', digests: ['b', 'a'] } });
    expect(judged({ heldFlaws: [{ bill: made, flaws }] })).toEqual({
      is: 'affected',
      seen: [{ ...seen, at: '2026-10-19T00:00:00Z' }],
    });
  });
});

describe('an image is cleared', () => {
  it('by a scan of the last 30 days', () => {
    expect(judged({ told: scans({ digest: 'a', at: '2026-10-02T00:00:00Z' }) })).toEqual(clear);
    expect(judged({ told: scans({ digest: 'a', at: '2026-10-01T23:59:59Z' }) })).toEqual(
      unknown('its last scan was on 2026-10-01'),
    );
    expect(judged({ told: scans({ digest: 'a', at: 'some day' }) })).toEqual(unknown('its last scan was on some day'));
  });
  it('by one that goes on and was read in the last 30 days', () => {
    expect(judged({ told: scans({ digest: 'a' }) })).toEqual(clear);
    expect(judged({ told: scans({ digest: 'a' }) }, cve, 'a', '2026-12-01T00:00:00Z')).toEqual(clear);
    expect(judged({ told: scans({ digest: 'a' }) }, cve, 'a', '2026-12-01T00:00:01Z')).toEqual(
      unknown('its scan was last read on 2026-11-01'),
    );
  });
  it('at no moment that cannot be read', () => {
    expect(judged({ told: scans({ digest: 'a' }) }, cve, 'a', 'some day')).toEqual(
      unknown('its scan was last read on 2026-11-01'),
    );
  });
  it('by a scan that is whole, and not by one that is not', () => {
    expect(judged({ told: scans({ digest: 'a', unread: 'half of it' }) })).toEqual(unknown('half of it'));
    expect(judged({ told: scans({ digest: 'a', unread: 'half of it' }, { digest: 'a' }) })).toEqual(clear);
  });
  it('by no scan that could not be read', () => {
    const unread = (kinds: readonly ('scan' | 'image')[], digest?: string) =>
      judged({ told: [target({ unread: [{ kinds, why: 'It was refused.', ...(digest && { digest }) }] })] });
    expect(unread(['scan'], 'a')).toEqual(unknown('It was refused.'));
    expect(unread(['scan'], 'b')).toEqual(unknown('neither a scan nor a bill of materials'));
    expect(unread(['image'], 'a')).toEqual(unknown('neither a scan nor a bill of materials'));
    expect(unread(['scan'])).toEqual(unknown('neither a scan nor a bill of materials'));
  });
  it('by a bill of flaws of the last 30 days that names them all', () => {
    const billed = (more: Parameters<typeof bill>[0], nameless: readonly string[] = []) =>
      judged({ bills: [bill(more)], nameless: new Set(nameless) });
    expect(billed({})).toEqual(clear);
    expect(billed({ madeAt: '2026-10-02T00:00:00Z' })).toEqual(clear);
    expect(billed({ madeAt: '2026-09-30T00:00:00Z' })).toEqual(unknown('its last list of flaws is of 2026-09-30'));
    expect(billed({ keptAt: '2026-09-29T00:00:00Z' })).toEqual(unknown('its last list of flaws is of 2026-09-29'));
    expect(billed({}, ['b-1'])).toEqual(unknown('its bill lists flaws that it gives no CVE id'));
    expect(billed({}, ['b-2'])).toEqual(clear);
    expect(billed({ subject: { name: 'web', digests: ['b'] } }).is).toBe('unknown');
  });
  it('by no bill of packages alone, which takes the word from no scan', () => {
    const bills = [bill({ scanned: false })];
    expect(judged({ bills })).toEqual(unknown('its bill of materials lists packages and no flaws'));
    expect(judged({ bills, told: scans({ digest: 'a', unread: 'half of it' }) })).toEqual(unknown('half of it'));
    expect(judged({ bills, told: scans({ digest: 'a' }) })).toEqual(clear);
  });
  it('by no scan of a flaw that scanners may list by another id', () => {
    const told = scans({ digest: 'a' });
    const why = 'scanners may know the flaw by its CVE id alone: ask for that';
    expect(judged({ told }, { about: 'cve', id: 'GHSA-1' })).toEqual(unknown(why));
    expect(judged({ told }, { about: 'cve', id: 'X-CVE-1' })).toEqual(unknown(why));
    expect(judged({ told }, { about: 'cve', id: 'cve-2026-2' })).toEqual(clear);
  });
});

describe('a package', () => {
  const asked = (name: string, more: { ecosystem?: string; range?: string } = {}): Asked => ({
    ...{ about: 'package', name },
    ...more,
  });
  const flawed = (name: string, own?: string) => ({ toldFlaws: [flaw({ packages: [{ name, version: own }] })] });
  const held = (versions: readonly (string | null)[], ecosystem = 'npm') => ({
    heldPackages: [{ bill: bill(), ecosystem, name: 'zlib', versions }],
  });

  it.each([
    ['zlib', 'zlib', undefined, true],
    ['ZLib', 'zlib', 'npm', true],
    ['zlib', 'ZLIB', undefined, true],
    ['zlib', 'gzip', undefined, false],
    ['org.a:core', 'org.a/core', 'maven', true],
    ['org.a/core', 'core', 'maven', true],
    ['org.a/score', 'core', 'maven', false],
    ['core', 'org.a/core', 'maven', false],
    ['my_Lib.x', 'my-lib-x', 'pypi', true],
    ['my__lib', 'my-lib', undefined, true],
    ['my_lib', 'my-lib', 'npm', false],
  ])('%s is meant by %s in %s: %s', (own, name, ecosystem, is) => {
    const { is: answer } = judged(flawed(own), asked(name, ecosystem === undefined ? {} : { ecosystem }));
    expect(answer === 'affected').toBe(is);
  });
  it('is witnessed by a scan that sees a flaw in a version of the range', () => {
    expect(judged(flawed('zlib', '1'), asked('zlib', { range: '2' }))).toEqual(says('CVE-2026-1 in zlib 1'));
    expect(judged(flawed('zlib', '2'), asked('zlib', { range: '2' }))).toEqual(
      unknown('no bill of materials lists its packages'),
    );
    expect(judged(flawed('zlib'), asked('zlib', { range: '2' }))).toEqual(
      unknown('whether zlib without a version is in 2 cannot be said'),
    );
    expect(judged(flawed('zlib', '1'), asked('zlib', { range: '2', ecosystem: 'odd' }))).toEqual(
      unknown('whether zlib 1 is in 2 cannot be said'),
    );
  });
  it('is witnessed by no flaw of another package', () => {
    const packages = [{ name: 'gzip' }, { name: 'zlib' }];
    expect(judged({ toldFlaws: [flaw({ packages })] }, asked('zlib'))).toEqual(says('CVE-2026-1 in zlib'));
    expect(judged({ toldFlaws: [flaw()] }, asked('zlib')).is).toBe('unknown');
  });
  it('is witnessed by bills that list it in the range', () => {
    const seen = (said: string) => ({
      is: 'affected',
      seen: [{ by: 'trivy bill bill.json', at: '2026-10-20T00:00:00Z', says: said }],
    });
    expect(judged(held(['1', null]), asked('zlib'))).toEqual(seen('zlib 1, zlib'));
    expect(judged(held(['1', '3']), asked('zlib', { range: '2' }))).toEqual(seen('zlib 1'));
    expect(judged(held(['3', null]), asked('zlib', { range: '2' }))).toEqual(
      unknown('whether zlib without a version is in 2 cannot be said'),
    );
    expect(judged({ ...held(['3']), bills: [bill()] }, asked('zlib', { range: '2' }))).toEqual(clear);
    expect(judged(held(['1'], 'odd'), asked('zlib', { range: '2' }))).toEqual(
      unknown('whether zlib 1 is in 2 cannot be said'),
    );
  });
  it('is in none of which a bill lists all and it is not among them', () => {
    expect(judged({ bills: [bill({ keptAt: '2020-01-01T00:00:00Z' })] }, asked('zlib'))).toEqual(clear);
    const why = 'no bill of materials lists its packages';
    expect(judged({ bills: [bill({ listsAll: false })] }, asked('zlib'))).toEqual(unknown(why));
    expect(judged({ told: scans({ digest: 'a' }) }, asked('zlib'))).toEqual(unknown(why));
  });
});

describe('an index', () => {
  const amd = { digest: 'b', platform: { os: 'linux', architecture: 'amd64' } };
  const arm = { digest: 'c', platform: { os: 'linux', architecture: 'arm64' } };
  const windows = { digest: 'd', platform: { os: 'windows', architecture: 'amd64' } };
  const indexed = (parts: readonly { digest: string; platform?: Platform }[], ...clean: readonly string[]) => [
    target({ parts: [{ kind: 'image-parts', digest: 'a', parts }], scans: clean.map((digest) => ({ digest })) }),
  ];
  const on = (platform: Platform | undefined, given: Partial<RiskEvidence>) => judged(given, cve, 'a', now, platform);
  const nobody = unknown('neither a scan nor a bill of materials');

  it('is judged by the image of the platform that runs', () => {
    const given = { told: indexed([amd, arm], 'b'), toldFlaws: [flaw({ digest: 'c' })] };
    expect(on(amd.platform, given)).toEqual(clear);
    expect(on(arm.platform, given)).toEqual(says('CVE-2026-1'));
    expect(on({ os: 'linux' }, given)).toEqual(
      unknown('which platform of the image runs is not known, and they differ'),
    );
    expect(on(undefined, given).is).toBe('unknown');
    expect(on(undefined, { told: indexed([amd, arm], 'b', 'c') })).toEqual(clear);
    expect(on(undefined, { told: indexed([amd, arm, windows], 'b', 'c') }).is).toBe('unknown');
  });
  it('is judged by its operating system as by its processor', () => {
    const given = { told: indexed([amd, windows], 'b') };
    expect(on(amd.platform, given)).toEqual(clear);
    expect(on(windows.platform, given)).toEqual(nobody);
    expect(on({ architecture: 'amd64' }, given).is).toBe('unknown');
  });
  it('is judged by images that name no platform as well', () => {
    expect(on(amd.platform, { told: indexed([{ digest: 'b' }], 'b') })).toEqual(clear);
  });
  it('is not cleared by what is said of it as a whole', () => {
    expect(on(amd.platform, { told: indexed([amd], 'a') })).toEqual(nobody);
    expect(on(amd.platform, { told: indexed([arm], 'a') })).toEqual(
      unknown('its index has no image of the platform that runs'),
    );
    expect(on(amd.platform, { told: indexed([arm]) })).toEqual(nobody);
  });
  it('is affected where it is itself, whatever its images are', () => {
    expect(on(amd.platform, { told: indexed([amd], 'b'), toldFlaws: [flaw()] })).toEqual(says('CVE-2026-1'));
  });
  it('is known by the targets that tell of it', () => {
    expect([...partsIn(indexed([amd]))]).toEqual([['a', [amd]]]);
  });
});
