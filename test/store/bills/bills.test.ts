import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Bill, BillMemory } from '#model';
import { billsOn } from '#store/bills/bills';
import { folderFiles } from '#store/drivers/folder-files';
import { sqliteTable } from '#store/drivers/sqlite-table';
import type { Table } from '#store/table';
import { billOf, cyclonedx, digest, grype, spdx, syft, trivy } from '../../bills/documents.ts';

let table: Table;
let written: string[];
let open: () => BillMemory;
let bills: BillMemory;
beforeEach(() => {
  const state = sqliteTable(new DatabaseSync(':memory:'), 'state');
  written = [];
  table = {
    ...state,
    put: async (item) => {
      const done = await state.put(item);
      if (done) written.push(item.partition);
      return done;
    },
  };
  const files = folderFiles(mkdtempSync(join(tmpdir(), 'shoalwatch-')));
  open = () => billsOn({ state: table, files, width: 4 });
  bills = open();
});

const morning = '2026-11-20T08:00:00.000Z';
const noon = '2026-11-20T12:00:00.000Z';

const web = billOf(cyclonedx);

/** The same image with other packages. */
const changed = (packages: Bill['packages'], rest: Partial<Bill> = {}): Bill => ({
  ...web,
  ...{ id: `${web.id.slice(0, 60)}0001`, packages, ...rest },
});

const log4j = ['maven', 'org.apache.logging.log4j/log4j-core'] as const;

describe('a bill that is kept', () => {
  it('is found by the source package that a distribution built a package from', async () => {
    const ssl = { name: 'libssl3', version: '3.0.11-1', ecosystem: 'deb', builtFrom: { name: 'openssl' } } as const;
    const libc = {
      name: 'libc6',
      version: '2.36-9',
      ecosystem: 'deb',
      builtFrom: { name: 'glibc', version: '2.36-8' },
    };
    await bills.keep(changed([ssl, libc]), noon);
    const versionsOf = async (name: string) => (await bills.holding('deb', name)).flatMap(({ versions }) => versions);
    expect(await versionsOf('libssl3')).toEqual(['3.0.11-1']);
    expect(await versionsOf('openssl')).toEqual(['3.0.11-1']);
    expect(await versionsOf('glibc')).toEqual(['2.36-8']);
    expect(await bills.named('openssl')).toEqual([{ ecosystem: 'deb', name: 'openssl' }]);
  });
  it('is found by its packages, its flaws, its digest, and by name', async () => {
    expect(await bills.keep(web, noon)).toBe('new');
    const { packages, flaws, ...head } = web;
    const expected = { ...head, packages: packages.length, flaws: flaws.length, keptAt: noon };
    expect(await bills.heads()).toEqual([expected]);
    expect(await bills.headsOf(digest('a'))).toEqual([expected]);
    expect(await bills.headsOf(digest('b'))).toEqual([]);
    expect(await bills.holding(...log4j)).toEqual([{ bill: expected, versions: ['2.14.1'] }]);
    expect(await bills.holding('npm', 'log4j-core')).toEqual([]);
    expect(await bills.flawed('cve-2021-44228')).toEqual([{ bill: expected, flaws: web.flaws }]);
    expect(await bills.flawed('GHSA-jfh8-c2jp-5v3q')).toHaveLength(1);
    expect(await bills.flawed('CVE-2021-4422')).toEqual([]);
    const [ecosystem, name] = log4j;
    for (const called of ['log4j-core', 'LOG4J-core', name])
      expect(await bills.named(called)).toEqual([{ ecosystem, name }]);
    expect(await bills.bill(web.id)).toEqual(web);
    expect(await bills.bill('0'.repeat(64))).toBeUndefined();
  });

  it('twice is one, and the second time writes nothing', async () => {
    await bills.keep(web, morning);
    written.length = 0;
    expect(await open().keep(web, noon)).toBe('known');
    expect(written).toEqual([]);
    expect((await bills.heads()).map(({ keptAt }) => keptAt)).toEqual([morning]);
  });

  it('lists the versions of a package that it holds several times, and those without one', async () => {
    const of = (version?: string) => ({ ecosystem: 'npm', name: 'qs', ...(version !== undefined && { version }) });
    await bills.keep(changed([of('6.5.1'), of(), of('6.7.0'), of('6.5.1')]), noon);
    expect((await bills.holding('npm', 'qs')).map(({ versions }) => versions)).toEqual([['6.5.1', null, '6.7.0']]);
  });

  it('with more versions or flaws than one item holds is found by all of them', async () => {
    const packages = Array.from({ length: 2000 }, (_, i) => ({
      ecosystem: 'npm',
      name: 'qs',
      version: `${i}.0.0-${'x'.repeat(50)}`,
    }));
    const flaws = packages.map(({ version }) => ({ id: 'CVE-1', aliases: [], package: 'qs', version }));
    await bills.keep(changed(packages, { flaws }), noon);
    const [held, ...others] = await bills.holding('npm', 'qs');
    expect(held?.versions).toEqual(packages.map(({ version }) => version));
    expect(others).toEqual([]);
    expect((await bills.flawed('CVE-1'))[0]?.flaws).toEqual(flaws);
  });

  it('with names that no place has room for is found by them', async () => {
    const name = '\u{1F4E6}'.repeat(400);
    await bills.keep(changed([{ ecosystem: 'generic', name, version: '1' }]), noon);
    expect(await bills.holding('generic', name)).toHaveLength(1);
    expect(await bills.named(name)).toEqual([{ ecosystem: 'generic', name }]);
  });
});

describe('a newer bill of the same image and format', () => {
  const newer = changed([{ ecosystem: 'deb', name: 'libssl3', version: '3.0.15-1' }], {
    madeAt: '2026-11-21T10:00:00.000Z',
    flaws: [],
  });

  it('answers in place of the older one, which stays', async () => {
    await bills.keep(web, morning);
    expect(await bills.keep(newer, noon)).toBe('new');
    expect((await bills.heads()).map(({ id }) => id)).toEqual([newer.id]);
    expect(await bills.holding('deb', 'libssl3')).toMatchObject([{ bill: { id: newer.id }, versions: ['3.0.15-1'] }]);
    expect(await bills.holding(...log4j)).toEqual([]);
    expect(await bills.flawed('CVE-2021-44228')).toEqual([]);
    expect(await bills.bill(web.id)).toEqual(web);
  });

  it('stands where the older one comes later, or again', async () => {
    await bills.keep(newer, morning);
    expect(await bills.keep(web, noon)).toBe('older');
    expect((await bills.heads()).map(({ id }) => id)).toEqual([newer.id]);
    expect(await bills.holding(...log4j)).toEqual([]);
    expect(await bills.bill(web.id)).toEqual(web);
  });

  it('that does not say when it was made is the newer one when it comes, and not again', async () => {
    const { madeAt: _, ...undated } = newer;
    await bills.keep(web, morning);
    expect(await bills.keep(undated, noon)).toBe('new');
    expect(await bills.keep(web, noon)).toBe('older');
    expect((await bills.heads()).map(({ id }) => id)).toEqual([newer.id]);
  });

  it('writes only what changed', async () => {
    await bills.keep(web, morning);
    written.length = 0;
    const [first, ...others] = web.packages;
    await bills.keep(changed([...others, { ...first!, version: '9' }]), noon);
    expect(written.filter((it) => it.startsWith('package ')).sort()).toEqual([
      `package ${first!.ecosystem}/${first!.name}`,
    ]);
  });

  it('may hold again what the one before did not', async () => {
    await bills.keep(web, morning);
    await bills.keep(newer, noon);
    const third = { ...changed(web.packages, { madeAt: '2026-11-22T10:00:00.000Z' }), id: '3'.repeat(64) };
    expect(await bills.keep(third, noon)).toBe('new');
    expect(await bills.holding(...log4j)).toMatchObject([{ bill: { id: third.id }, versions: ['2.14.1'] }]);
  });
});

describe('bills that do not replace each other', () => {
  it('are those of several formats, and lists of flaws beside lists of packages', async () => {
    const all = [
      cyclonedx,
      spdx,
      syft,
      grype,
      trivy,
      { ...cyclonedx, vulnerabilities: undefined },
      { ...cyclonedx, components: [] },
    ];
    for (const it of all) expect(await bills.keep(billOf(it), noon)).toBe('new');
    expect(await bills.heads()).toHaveLength(all.length);
    expect((await bills.holding('pypi', 'requests')).map(({ bill }) => bill.format).sort()).toEqual(['grype', 'syft']);
  });
  it('are those of several images', async () => {
    const other = { ...web, id: 'f'.repeat(64), subject: { name: 'other', digests: [digest('f')] } };
    await bills.keep(web, noon);
    await bills.keep(other, noon);
    expect((await bills.holding(...log4j)).map(({ bill }) => bill.subject.name).sort()).toEqual([
      'other',
      'registry.example.com/shop/web',
    ]);
  });
});

describe('a process that dies while it keeps a bill', () => {
  it('is made good by the next one, wherever it died', async () => {
    const newer = changed([{ ecosystem: 'deb', name: 'libssl3', version: '3.0.15-1' }], { flaws: [], madeAt: noon });
    await bills.keep(web, morning);
    const before = written.length;
    await bills.keep(newer, noon);
    const steps = written.length - before;
    expect(steps).toBeGreaterThan(7);
    for (let step = 0; step < steps; step += 1) {
      const state = sqliteTable(new DatabaseSync(':memory:'), 'state');
      const files = folderFiles(mkdtempSync(join(tmpdir(), 'shoalwatch-')));
      let left = Infinity;
      const put: Table['put'] = async (item) => {
        if (left <= 0) throw new Error('the process died');
        const done = await state.put(item);
        if (done) left -= 1;
        return done;
      };
      const dying = billsOn({ state: { ...state, put }, files, width: 1 });
      await dying.keep(web, morning);
      left = step;
      await expect(dying.keep(newer, noon)).rejects.toThrow('died');
      const next = billsOn({ state, files, width: 1 });
      const [head] = await next.heads();
      const isOld = head?.id === web.id;
      const flawed = await next.flawed('CVE-2021-44228');
      expect(flawed.flatMap(({ flaws }) => flaws)).toEqual(isOld ? web.flaws : []);
      expect(await next.holding(...log4j)).toHaveLength(isOld ? 1 : 0);
      const ssl = (isOld ? web : newer).packages.filter(({ name }) => name === 'libssl3').map((it) => it.version);
      expect((await next.holding('deb', 'libssl3')).map(({ versions }) => versions)).toEqual([ssl]);
      if (isOld) expect(await next.keep(web, noon)).toBe('known');
      expect(await next.flawed('CVE-2021-44228')).toEqual(flawed);
      await next.keep(newer, noon);
      expect((await next.heads()).map(({ id }) => id)).toEqual([newer.id]);
      expect((await next.holding('deb', 'libssl3')).map(({ versions }) => versions)).toEqual([['3.0.15-1']]);
      expect(await next.holding(...log4j)).toEqual([]);
      expect(await next.headsOf(digest('a'))).toHaveLength(1);
      const { madeAt: _, ...undated } = web;
      expect(await next.keep({ ...undated, id: '5'.repeat(64) }, noon)).toBe('new');
      expect(await next.keep(newer, noon)).toBe('older');
    }
  });
});

it('two processes that keep bills of one image at once leave one of them, whole', async () => {
  const others = Array.from({ length: 4 }, (_, i) =>
    changed([{ ecosystem: 'npm', name: 'p', version: `${i}` }], {
      id: `${i}`.repeat(64),
      madeAt: `2026-11-2${i}T00:00:00.000Z`,
    }),
  );
  await Promise.all(others.map((it) => open().keep(it, noon)));
  const [head, ...more] = await bills.heads();
  expect(more).toEqual([]);
  expect(head?.madeAt).toBe('2026-11-23T00:00:00.000Z');
});
