import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, rmdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPack, writePack, type Disk } from '../../cli/report/pack-folder.ts';
import { clusterFile, smallEstate } from './estate.ts';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

let desk: Desk;
let between: string;

const pack = (folder: string, more = '') => desk.run(`report --store memory --pack ${folder} ${more}`);
/** So many days from now. */
const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const folded = (text: string): string => text.replaceAll(/\s+/g, ' ');
const verify = (folder: string, more = '') => desk.run(`verify ${folder} ${more}`);
const heldBy = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const { files } = await readPack(desk.at(folder));
  const texts = [...files.keys()].map(async (path) => [path, await desk.read(`${folder}/${path}`)] as const);
  return Object.fromEntries(await Promise.all(texts));
};

beforeAll(async () => {
  desk = await openDeskHere(smallEstate);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await desk.write('key.pem', String(privateKey.export({ format: 'pem', type: 'pkcs8' })));
  await desk.write('key.pub.pem', String(publicKey.export({ format: 'pem', type: 'spki' })));
  await desk.run('scan --from estate --store memory');
  between = new Date().toISOString();
  expect((await pack('then', `--as-of ${between}`)).code).toBe(0);
  const { out } = await desk.run('report --store memory --format json --out plain');
  expect(out).toContain('plain');
  const { findings } = JSON.parse(await desk.read('plain/report.json')) as { findings: { id: string; rule: string }[] };
  const root = findings.find(({ rule }) => rule === 'k8s-run-as-root');
  const asked = `--owner team --reason lab,without,data --until ${day(10)} --as ana@example.com`;
  await desk.run(`waiver request ${root?.id ?? ''} --store memory ${asked}`);
  await desk.write('estate/cluster.json', clusterFile(['198.51.100.0/24']));
  await desk.run('scan --from estate --store memory');
});
afterAll(() => desk.close());

describe('report --pack', () => {
  it('writes every report, the evidence of each finding, the registers, the log and a manifest', async () => {
    const { code, out, last } = await pack('one');
    expect([code, out]).toEqual([0, 'one\n']);
    const held = await heldBy('one');
    const evidence = Object.keys(held).filter((path) => path.startsWith('evidence/'));
    const { findings } = JSON.parse(held['report.json'] ?? '') as { findings: { id: string }[] };
    expect(evidence.sort()).toEqual(findings.map(({ id }) => `evidence/${id}.json`).sort());
    expect(Object.keys(held).filter((path) => !path.startsWith('evidence/'))).toEqual(
      expect.arrayContaining([
        ...['README.txt', 'coverage.json', 'findings.csv', 'log.jsonl', 'manifest.json', 'report.html', 'report.json'],
        ...['report.oscal.json', 'requirements.csv', 'waivers.csv'],
      ]),
    );
    expect(last).toMatch(/^exit 0: an evidence pack of r-\S+ with \d+ files$/);
  });
  it('logs what moved and what was decided, in the order of time', async () => {
    const lines = (await desk.read('one/log.jsonl')).trimEnd().split('\n');
    const logged = lines.map(
      (line) => JSON.parse(line) as { kind: string; at: string; entry: { kind?: string; act?: string } },
    );
    const kinds = logged.map(({ kind, entry }) => `${kind} ${entry.kind ?? entry.act ?? ''}`);
    expect(kinds).toEqual(expect.arrayContaining(['finding opened', 'waiver requested', 'finding resolved']));
    expect(logged.map(({ at }) => at)).toEqual(logged.map(({ at }) => at).sort());
    expect(await desk.read('one/waivers.csv')).toContain('"requested"');
  });
  it('names the calls, the moment and the snapshot of what was seen', async () => {
    const held = await heldBy('one');
    const [, text = ''] = Object.entries(held).find(([path]) => path.startsWith('evidence/')) ?? [];
    const { read } = JSON.parse(text) as { read: Record<string, unknown> };
    expect(Object.keys(read)).toEqual(expect.arrayContaining(['judgedAt', 'snapshot', 'readAt', 'stateDigest']));
    expect(read['calls']).not.toEqual([]);
  });
  it('is the same bytes each time, and changes nothing where it stands already', async () => {
    await pack('two');
    expect(await heldBy('two')).toEqual(await heldBy('one'));
    expect((await pack('one')).code).toBe(0);
  });
  it('of a moment is what it was at that moment, whatever came later', async () => {
    await pack('later', `--as-of ${between}`);
    expect(await heldBy('later')).toEqual(await heldBy('then'));
    expect((await desk.read('then/waivers.csv')).trimEnd().split('\n')).toHaveLength(1);
  });
  it('writes over nothing', async () => {
    await desk.write('full/notes.txt', 'mine');
    await desk.write('file', 'mine');
    await mkdir(desk.at('empty'));
    for (const folder of ['full', 'file', 'later']) {
      const { code, err } = await pack(folder);
      expect([code, err], folder).toEqual([2, expect.stringContaining('is there already, and holds something else')]);
    }
    expect([(await pack('empty')).code, await desk.read('full/notes.txt')]).toEqual([0, 'mine']);
  });
  it('leaves no half pack where it is killed, and nothing beside it once it was made again', async () => {
    const running = desk.start('report --store memory --pack place/killed');
    for (let isThere = false; !isThere; isThere = (await readdir(desk.at('place')).catch(() => [])).length > 0);
    running.child.kill('SIGKILL');
    await running.ended;
    const left = await readdir(desk.at('place'));
    if (left.includes('killed')) expect((await verify('place/killed')).code).toBe(0);
    expect((await pack('place/killed')).code).toBe(0);
    expect(await readdir(desk.at('place'))).toEqual(['killed']);
    expect(await heldBy('place/killed')).toEqual(await heldBy('one'));
  });
  it('is no half pack where somebody takes it away while it is written', async () => {
    const place = desk.at('taken/pack');
    const files = ['a', 'evidence/b', 'manifest.json'].map((path) => ({ path, text: path }));
    const disk: Disk = {
      ...{ mkdir, rename, rm, rmdir },
      writeFile: async (path, text) => {
        if (path.endsWith('b')) await rm(dirname(dirname(path)), { recursive: true });
        await writeFile(path, text);
      },
    };
    await expect(writePack(place, files, disk)).rejects.toThrow('ENOENT');
    expect(await readdir(desk.at('taken'))).toEqual([]);
  });
  it('leaves nothing beside it where the disk is full, and files of others that are called alike', async () => {
    await desk.write('beside/pack.4194305.part', 'mine');
    const full = () => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
    const files = [{ path: 'a', text: 'a' }];
    await expect(
      writePack(desk.at('beside/pack'), files, { mkdir, rename, rm, rmdir, writeFile: full }),
    ).rejects.toThrow();
    expect(await readdir(desk.at('beside'))).toEqual(['pack.4194305.part']);
  });
  it('is refused where it cannot be signed, or tells of nothing that is met or not', async () => {
    const said = async (args: string) => {
      const { code, err } = await desk.run(`report --store memory ${args}`);
      return `${code} ${err}`;
    };
    expect(await said('--sign key.pem')).toMatch(/^2 [^]*--sign signs an evidence pack, and none was asked for/);
    expect(await said('--pack p --sign key.pub.pem')).toMatch(/^2 [^]*takes a file with an Ed25519 private key/);
    expect(await said('--pack p --sign estate')).toMatch(/^2 error: estate cannot be used: it is a folder/);
    expect(await said('--pack p --as-of 2020-01-01')).toMatch(/^2 error: no scan of this store had ended by/);
    expect(await said('--pack p --framework nsa-cisa')).toMatch(/^2 [^]*no framework here has any that are met or not/);
    expect(await said('--pack p --format csv')).toMatch(/^2 [^]*cannot be used with option/);
    expect(await readdir(desk.path)).not.toContain('p');
  });
});

describe('verify', () => {
  it('says that a pack is whole, what that proves and what it does not', async () => {
    const { code, out, last } = await verify('one');
    expect([code, last]).toEqual([0, 'exit 0: one is as its manifest says; nobody signed it']);
    expect(out).toMatch(/whole {6}every file is as the manifest says[^]*not proved That everything was recorded/);
    expect(folded(out)).toContain('by nobody: whoever could write here could have made the pack anew');
  });
  it('names a file in which one byte was flipped', async () => {
    await pack('flipped');
    const path = desk.at('flipped/findings.csv');
    const bytes = await readFile(path);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    await writeFile(path, bytes);
    const { code, out, last } = await verify('flipped');
    expect([code, last]).toEqual([3, 'exit 3: flipped is not as it was made: 1 flaw']);
    expect(out).toContain('ALTERED    findings.csv: its SHA-256 is another one');
    expect(out).toContain('proves     nothing, as it is');
  });
  it('names a missing file, one too many by its visible name, a link, and a dropped last line', async () => {
    await pack('holed');
    await rm(desk.at('holed/coverage.json'));
    await desk.write('holed/evidence/\u001b[2J.json', '{}');
    await symlink('/etc/passwd', desk.at('holed/link'));
    const log = await desk.read('holed/log.jsonl');
    await desk.write('holed/log.jsonl', log.slice(0, log.trimEnd().lastIndexOf('\n') + 1));
    const { code, out } = await verify('holed');
    const count = log.trimEnd().split('\n').length;
    expect(code).toBe(3);
    expect(out).toContain('MISSING    coverage.json');
    expect(out).toContain('EXTRA      evidence/\\x1b[2J.json');
    expect(out).toContain('EXTRA      link');
    expect(folded(out)).toContain(
      `BROKEN log.jsonl line ${count - 1}: the chain ends here, and ${count} lines were written: lines were dropped`,
    );
    expect(out).not.toContain('\u001b[2J');
  });
  it('names whatever has no business there, and reads no hole of a disk', async () => {
    await pack('crowded');
    await mkdir(desk.at('crowded/deep/empty'), { recursive: true });
    for (const name of ['crowded/\u00ff', 'crowded/evidence/\u00ff']) {
      await writeFile(Buffer.from(desk.at(name), 'latin1'), 'its name is no UTF-8');
    }
    await desk.write('crowded/coverage.json', '');
    await truncate(desk.at('crowded/coverage.json'), 2 ** 42);
    const { code, out } = await verify('crowded --json');
    const { flaws, ...said } = JSON.parse(out) as {
      readonly flaws: readonly { readonly path: string; readonly flaw: string }[];
    };
    expect(said).toMatchObject({ whole: false, proves: 'nothing, as it is' });
    expect([code, flaws.map(({ path, flaw }) => `${flaw} ${path}`).sort()]).toEqual([
      3,
      ['altered coverage.json', 'extra deep/empty', 'extra evidence/\ufffd', 'extra \ufffd'],
    ]);
  });
  it('looks at the signature, with and without a key', async () => {
    await pack('signed', '--sign key.pem');
    const own = await verify('signed');
    expect(folded(own.out)).toContain(
      'whoever altered it could have signed it anew with one of theirs. Name the key that you trust with --key FILE',
    );
    expect(own.last).toBe('exit 0: signed is as its manifest says; whose key signed it nobody looked at');
    expect(folded((await verify('signed', '--key key.pub.pem')).out)).toContain('which is the key that was given');
    expect((await verify('one', '--key key.pub.pem')).last).toBe('exit 3: one is not as it was made: 1 flaw');
    expect((await verify('one', '--key key.pem')).code).toBe(2);
    const { out } = await verify('signed', '--json --key key.pub.pem');
    expect(JSON.parse(out)).toMatchObject({ whole: true, flaws: [], signature: 'checked', schemaVersion: 1 });
  });
  it('is a usage error where there is no folder, and a flaw where it has no manifest', async () => {
    expect((await verify('nowhere')).code).toBe(2);
    expect((await verify('key.pem')).err).toContain('error: key.pem cannot be used: a part of the path is a file');
    expect((await verify('one', '--key estate')).err).toContain('error: estate cannot be used: it is a folder');
    const { code, out } = await verify('estate');
    expect([code, out]).toEqual([3, expect.stringContaining('MISSING    manifest.json: there is no manifest')]);
  });
});

describe('help', () => {
  it('shows examples that run as they stand, one after the other', async () => {
    const own = await openDeskHere(smallEstate);
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    await own.write('pack-key.pem', String(privateKey.export({ format: 'pem', type: 'pkcs8' })));
    await own.write('pack-key.pub.pem', String(publicKey.export({ format: 'pem', type: 'spki' })));
    await own.run('scan --from estate --store memory');
    const told: (number | null)[] = [];
    for (const name of ['report', 'verify']) {
      const { out } = await own.run(`${name} --help`);
      const examples = [...out.matchAll(/^ {2}shoalwatch (.+)$/gm)].map(([, args]) => args ?? '');
      for (const args of examples) told.push((await own.run(args, { SHOALWATCH_STORE: 'memory' })).code);
    }
    expect(told).toEqual([0, 0, 0, 0, 0, 0, 0]);
    await own.close();
  });
});
