import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cyclonedx, digest, grype, operatorReport, spdx, trivy } from '../bills/documents.ts';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDeskHere({
    'sboms/web.cdx.json': JSON.stringify(cyclonedx),
    'sboms/again/web.cdx.json': JSON.stringify(cyclonedx, undefined, 2),
    'sboms/web.spdx.json': JSON.stringify(spdx),
    'sboms/web.grype.json': JSON.stringify(grype),
    'sboms/web.trivy.json': JSON.stringify(trivy),
    'sboms/cluster.yaml': `apiVersion: v1\nkind: List\nitems:\n- ${JSON.stringify(operatorReport)}\n`,
    'sboms/bad.json': JSON.stringify({ ...cyclonedx, components: [{ name: 5 }] }),
    'sboms/cut.json': '{"bomFormat": "CycloneDX"',
    'sboms/notes.md': 'nothing\n',
    'sboms/pod.yaml': 'apiVersion: v1\nkind: Pod\n',
    'sboms/bom.xml': '<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components/></bom>',
    'empty/readme.txt': 'nothing\n',
    'fleet/pod.yaml': JSON.stringify({
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } },
      spec: { containers: [{ name: 'web', image: `registry.example.com/shop/web@${digest('a')}` }] },
    }),
  });
});
afterAll(() => desk.close());

interface Output {
  readonly bills: readonly { path: string; format: string; kept: string; subject: { digests: readonly string[] } }[];
  readonly unreadable: readonly { path: string; reason: string; detail: string }[];
  readonly totals: object;
}

describe('inventory import', () => {
  it('keeps every bill of a folder once, and names what it cannot read', async () => {
    const { code, out, last } = await desk.run('inventory import sboms --json --store kept');
    const { bills, unreadable, totals } = JSON.parse(out) as Output;
    expect(code).toBe(0);
    expect(last).toBe('exit 0: 7 bills read, 6 of them new, 4 documents not');
    expect(bills.map(({ path, format, kept }) => [path, format, kept])).toEqual([
      ['bom.xml', 'cyclonedx', 'new'],
      ['cluster.yaml', 'trivy', 'new'],
      ['web.cdx.json', 'cyclonedx', 'new'],
      ['web.grype.json', 'grype', 'new'],
      ['web.spdx.json', 'spdx', 'new'],
      ['web.trivy.json', 'trivy', 'new'],
      ['again/web.cdx.json', 'cyclonedx', 'known'],
    ]);
    expect(bills[2]?.subject.digests).toEqual([digest('a')]);
    expect(unreadable).toEqual([
      { path: 'bad.json', reason: 'malformed', detail: 'components[0].name: is not a text' },
      { path: 'cut.json', reason: 'malformed', detail: 'line 1: the JSON is not well formed' },
      { path: 'notes.md', reason: 'not-a-document', detail: 'neither JSON nor YAML' },
      { path: 'pod.yaml', reason: 'unrecognised', detail: 'an object with apiVersion, kind' },
    ]);
    expect(totals).toEqual({ bills: 7, new: 6, joinable: 6, packages: 14, flaws: 5, unreadable: 4 });

    const again = await desk.run('inventory import sboms --store kept', { COLUMNS: '100' });
    expect(again.last).toBe('exit 0: 7 bills read, 0 of them new, 4 documents not');
    expect(again.out).toContain('1 bill without an image digest: nothing that runs is joined to it');
    expect(again.out).toContain('! bad.json   malformed: components[0].name: is not a text');
    expect(again.out).toMatch(/cyclonedx +registry\.example\.com\/shop\/web +4 +1 +sha256:a{12} +known/);
  });

  it('takes a file, and says what is wrong with one', async () => {
    const one = await desk.run('inventory import sboms/web.spdx.json --store one');
    expect([one.code, one.last]).toEqual([0, 'exit 0: 1 bill read, 1 of them new']);
    const missing = await desk.run('inventory import sboms/none.json --store one');
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('there is no such file or folder')]);
    const bad = await desk.run('inventory import sboms/bad.json --store one');
    expect(bad.code).toBe(2);
    expect(bad.out).toContain('components[0].name: is not a text');
    expect(bad.err).toContain('error: sboms/bad.json holds no bill of materials that could be read');
    expect((await desk.run('inventory import empty --store one')).code).toBe(2);
  });

  it('has the stored fleet judged again where the policy denies packages, and what it holds opens findings', async () => {
    const store = '--store fleet-store';
    await desk.run(`scan --from fleet ${store}`);
    const purl = 'pkg:maven/org.apache.logging.log4j/log4j-core';
    const deny = await desk.run(`policy deny package ${purl} --versions <2.17.1 --reason CVE-2021-44228 ${store}`);
    expect(deny.last).toContain('0 opened');
    const { out } = await desk.run(`inventory import sboms/web.cdx.json ${store}`, { COLUMNS: '400' });
    expect(out).toContain(`Policy denies ${purl} <2.17.1: web (registry.example.com/shop/web@${digest('a')}) holds`);
    expect(out).toContain('no cloud was called');
    const again = await desk.run(`inventory import sboms/web.cdx.json --json ${store}`);
    expect(JSON.parse(again.out)).not.toHaveProperty('judged');
  });

  it('is a command of its own beside what the last scan found', async () => {
    const { code, err } = await desk.run('inventory import');
    expect([code, err]).toEqual([2, expect.stringContaining('path')]);
    const { out } = await desk.run('complete inventory i');
    expect(out).toBe('images\nimport\n');
    expect((await desk.run('inventory images --json --store none')).err).toContain('there is no store at none');
  });
});
