import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openEmbedded } from '#store/embedded';
import { typed } from './typed.ts';
import { estateReadings, fill, lenient, yaml, type Content } from './stack-content.ts';
import { openStackStand, type StackStand } from './stack-stand.ts';

const arn = 'arn:aws:sts::111122223333:assumed-role/platform/ana@example.com';

let stand: StackStand;
let desk: string;
let content: Content;
const at = (name: string): string => join(desk, name);

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'shoalwatch-'));
  writeFileSync(at('shoalwatch.yaml'), yaml);
  writeFileSync(at('lenient.yaml'), lenient);
  stand = await openStackStand(yaml);
  stand.sim.work = (_, run) => stand.judge({ do: 'policy' }, run);
  for (const [name, value] of Object.entries(stand.env)) vi.stubEnv(name, value);
  const readings = await estateReadings();
  const [own, theirs] = [openEmbedded(at('store'), 'write'), stand.open()];
  content = await fill(own, readings);
  expect(await fill(theirs, readings)).toEqual(content);
  own.close();
  theirs.close();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stand.close();
  rmSync(desk, { recursive: true });
});

const words = (line: string): string[] => line.split(' ').filter((word) => word !== '');
const inStore = (line: string, more: readonly string[] = []) =>
  typed([...words(line), '--store', at('store'), ...more]);
const inStack = (line: string, more: readonly string[] = []) =>
  typed([...words(line), '--stack', 'shoalwatch', ...more]);

/** What each command prints of the same content. `FINDING`, `FIRST`, `SECOND` and `FILE` stand for what the content names. */
const questions = [
  'list targets',
  'list targets --json',
  'list rules --json --config FILE',
  'explain custom-named --config FILE',
  'show FINDING',
  'show FINDING --json',
  'inventory',
  'inventory clusters --json',
  'inventory images --plain',
  'diff',
  'diff FIRST SECOND --json',
  'diff FIRST',
  'policy history',
  'policy history --json',
  'policy pull',
  'policy pull --version 1 --json',
  'policy overlay --json',
  'policy preview LENIENT --json',
  'waiver list --config FILE',
  'waiver list --json --config FILE',
  'waiver audit --json --config FILE',
  'risk --cve CVE-2026-29550 --config FILE',
  'risk --package compress --json --config FILE',
  'risk --denied --plain --config FILE',
  'report --framework cis-eks-1.8 --config FILE',
  'report --framework nsa-cisa,pss-restricted --json --config FILE',
  'show f-0',
  'diff r-0',
  'policy pull --version 9',
  'waiver approve w-0',
];

const named = (line: string): string =>
  line
    .replace('FINDING', content.finding)
    .replace('FIRST', content.sweeps[0])
    .replace('SECOND', content.sweeps[1])
    .replace('FILE', at('shoalwatch.yaml'))
    .replace('LENIENT', at('lenient.yaml'));

describe('a question to a stack', () => {
  it.each(questions)('%s answers byte for byte what a store of the same content answers', async (line) => {
    const [own, theirs] = [await inStore(named(line)), await inStack(named(line))];
    expect(theirs).toEqual(own);
    expect(own.out + own.err).not.toBe('');
  });
  it('writes the same reports', async () => {
    const line = `report --format html,csv,json --config ${at('shoalwatch.yaml')}`;
    const [own, theirs] = [await inStore(line, ['--out', at('own')]), await inStack(line, ['--out', at('theirs')])];
    expect([theirs.code, theirs.last]).toEqual([0, own.last]);
    const files = readdirSync(at('own'));
    expect(files.sort()).toEqual(['report.csv', 'report.html', 'report.json']);
    for (const file of files) {
      expect(readFileSync(join(at('theirs'), file), 'utf8')).toBe(readFileSync(join(at('own'), file), 'utf8'));
    }
  });
  it('writes the same evidence pack', async () => {
    const line = `report --config ${at('shoalwatch.yaml')} --as-of ${new Date().toISOString()}`;
    const [own, theirs] = [
      await inStore(line, ['--pack', at('own-pack')]),
      await inStack(line, ['--pack', at('their-pack')]),
    ];
    expect([theirs.code, theirs.last]).toEqual([0, own.last]);
    const names = readdirSync(at('own-pack'), { recursive: true, encoding: 'utf8' }).sort();
    expect(readdirSync(at('their-pack'), { recursive: true, encoding: 'utf8' }).sort()).toEqual(names);
    expect(names).toContain('log.jsonl');
    for (const name of names.filter((it) => it.includes('.'))) {
      expect(readFileSync(join(at('their-pack'), name), 'utf8'), name).toBe(
        readFileSync(join(at('own-pack'), name), 'utf8'),
      );
    }
  });
  it('starts nothing, and asks CloudFormation once', async () => {
    const from = stand.sim.calls.length;
    await inStack('diff FIRST SECOND'.replace('FIRST', content.sweeps[0]).replace('SECOND', content.sweeps[1]));
    const asked = stand.sim.calls.slice(from).filter((it) => it.includes(':'));
    expect(asked).toEqual(['cloudformation:DescribeStacks']);
    expect(stand.sim.inputs()).toEqual([]);
  });
});

/** Ids and instants of the moment of the act, and how long it took. */
const timeless = (text: string): string =>
  text
    .replaceAll(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'INSTANT')
    .replaceAll(/\b\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'TIME')
    .replaceAll(/\br-\d+-\w{6}/g, 'r-RUN')
    .replaceAll(/\bo-\w{4,}/g, 'o-ENTRY')
    .replaceAll(/"seconds": [\d.]+/g, '"seconds": 0')
    .replaceAll(/again in [\d.]+ s/g, 'again in 0 s')
    .replace(/^ {2}the stack shoalwatch judges its fleet again\n/m, '');

describe('an act upon a stack', () => {
  it('does what it does to a store, and says so in the same words; its person is who AWS says', async () => {
    const acts: readonly (readonly [string, readonly string[]])[] = [
      ['policy push LENIENT --activate --json', []],
      ['policy deny ami ami-00c5a68c79abad271 --config FILE', ['--reason', 'kernel']],
      ['policy set eks-endpoint-public-cidr-open --severity high --json --config FILE', ['--reason', 'elsewhere']],
      ['policy rollback', ['--message', 'too much']],
      ['policy activate 2 --if-version 1 --json', []],
      ['waiver request FINDING --until 2026-12-04 --owner team-lab --json --config FILE', ['--reason', 'a lab']],
      ['policy history --json', []],
    ];
    for (const [line, more] of acts) {
      const isAct = !line.startsWith('policy history');
      const own = await inStore(named(line), [...more, ...(isAct ? ['--as', arn] : [])]);
      const theirs = await inStack(named(line), more);
      expect(`${line}: ${own.last}`).toContain(': exit 0: ');
      for (const part of ['out', 'err'] as const) expect(timeless(theirs[part])).toBe(timeless(own[part]));
    }
    expect(stand.sim.inputs()).toEqual(Array.from({ length: 5 }, () => ({ mode: 'evaluate' })));
    const { out } = await inStack('policy history --json');
    expect(new Set((JSON.parse(out) as { acts: { author: string }[] }).acts.map(({ author }) => author))).toEqual(
      new Set(['ana', arn]),
    );
  });
  it('keeps bills', async () => {
    writeFileSync(at('bill.json'), JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [] }));
    const [own, theirs] = [
      await inStore(`inventory import ${at('bill.json')}`),
      await inStack(`inventory import ${at('bill.json')}`),
    ];
    expect(theirs).toEqual(own);
    expect(own.code).toBe(0);
  });
  it("is nobody else's: --as is refused, and nothing is done", async () => {
    const from = stand.sim.calls.length;
    const ended = await inStack('policy rollback --as ben');
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('error: --as is not taken with --stack: who acts is who AWS says you are\n');
    expect(stand.sim.calls.slice(from)).toEqual([]);
  });
  it('stands when the stack cannot judge by it, and says so', async () => {
    stand.sim.work = () => Promise.reject(new Error('no lease'));
    const ended = await inStack('policy rollback');
    expect(ended.code).toBe(2);
    expect(ended.err).toMatch(
      /error: what was done counts, and the stack shoalwatch has not judged by it yet: the execution by-hand-\S+ failed: Error: Error: no lease\n/,
    );
    expect((await inStack('policy pull --json')).last).toContain('policy version 1');
  });
});
