import { beforeEach, describe, expect, it } from 'vitest';
import { liveOn, type Live } from '#app/policy/live';
import type { Bill, Memory, PolicyDocument } from '#model';
import { memoryOn } from '#store/memory';
import type { Table } from '#store/table';
import { quickPorts } from '../../support/quick-store.ts';
import { billWith } from '../asked-fleet.ts';

const start = Date.parse('2026-11-01T00:00:00Z');
const second = (n: number): string => new Date(start + n * 1000).toISOString();
const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const reason = 'flawed';
const lodash = { purl: 'pkg:npm/lodash', versions: '<4.17.21', reason };
const about = 'pkg:npm/lodash <4.17.21';
const denying: PolicyDocument = {
  ...{ rules: {}, waivers: [] },
  components: { allow: {}, deny: { packages: [lodash], cves: [{ id: 'CVE-2026-1', reason }] } },
};
const holding = (letter: string, version: string, more: Partial<Bill> = {}): Bill =>
  billWith([digest(letter)], {
    id: `${letter} ${version}`,
    packages: [{ name: 'lodash', ecosystem: 'npm', version }],
    flaws: [{ id: 'CVE-2026-9', aliases: [], package: 'zlib', version: '1.2' }],
    ...{ scanned: true, madeAt: second(-60) },
    ...more,
  });

let memory: Memory;
let calls: string[];
let live: Live;

beforeEach(() => {
  calls = [];
  const { state, files, ...ports } = quickPorts();
  const counted: Table = {
    ...state,
    get: (key) => noted(`get ${key.partition}`, state.get(key)),
    query: (partition, ...rest) => noted(`query ${partition}`, state.query(partition, ...rest)),
  };
  const get = (path: string) => noted(`file ${path}`, files.get(path));
  memory = memoryOn({ ...ports, state: counted, files: { ...files, get } });
  live = liveOn({ rules: [], file: denying, memory });
});

function noted<T>(call: string, answer: T): T {
  calls.push(call);
  return answer;
}

/** What a look says of the denied package in some images, and what of bills it asked of the store. */
async function look(n: number, ...letters: string[]) {
  const from = calls.length;
  const { policy } = await live(second(n));
  const said = letters.map((it) => policy.billed?.[about]?.images[digest(it)]?.is);
  const asked = calls.slice(from).filter((it) => !/^(?:get policy|query (?:overlay|waivers|policy))/.test(it));
  return { said, asked };
}

const turnOnly = ['query bills turn'];
const bodies = (asked: readonly string[]): readonly string[] => asked.filter((it) => it.startsWith('file '));

describe('a process that looks again and again', () => {
  it('asks bills once as long as the same ones count', async () => {
    for (const letter of ['a', 'b', 'c']) await memory.bills.keep(holding(letter, '4.17.20'), second(0));
    const first = await look(1, 'a', 'b', 'c');
    expect(first.said).toEqual(['held', 'held', 'held']);
    expect(first.asked).toContain('query bills');
    expect(bodies(first.asked)).toHaveLength(3);
    expect(await look(2, 'a')).toEqual({ said: ['held'], asked: turnOnly });
    expect(await look(599, 'a')).toEqual({ said: ['held'], asked: turnOnly });
  });
  it('hears of a bill at the next look, and opens that one alone', async () => {
    await memory.bills.keep(holding('a', '4.17.20'), second(0));
    await look(1);
    await memory.bills.keep(holding('b', '4.17.20'), second(2));
    const next = await look(3, 'a', 'b');
    expect(next.said).toEqual(['held', 'held']);
    expect(bodies(next.asked)).toHaveLength(1);
    await memory.bills.keep(holding('a', '4.17.21', { madeAt: second(4) }), second(4));
    expect((await look(5, 'a', 'b')).said).toEqual(['clear', 'held']);
    expect(await look(6, 'a', 'b')).toEqual({ said: ['clear', 'held'], asked: turnOnly });
  });
  it('asks nothing anew for a bill that was known, or is older', async () => {
    await memory.bills.keep(holding('a', '4.17.20'), second(0));
    await look(1);
    await memory.bills.keep(holding('a', '4.17.20'), second(2));
    await memory.bills.keep(holding('a', '4.17.1', { madeAt: second(-900) }), second(2));
    expect((await look(3, 'a')).asked).toEqual(turnOnly);
  });
  it('asks what else is denied, and that alone', async () => {
    await memory.bills.keep(holding('a', '4.17.20'), second(0));
    await look(1);
    const by = { author: 'ana', reason, at: second(2) };
    await memory.policies.lay({ ...by, id: 'o-1', entry: { is: 'deny', list: 'cves', item: { id: 'CVE-2026-9' } } });
    const { asked } = await look(3);
    expect(asked.filter((it) => !turnOnly.includes(it))).toEqual(['query flaw cve-2026-9', 'get bills']);
  });
  it('believes for ten minutes that nothing else counts, whichever way the clock goes', async () => {
    await memory.bills.keep(holding('a', '4.17.20'), second(0));
    await look(1);
    expect((await look(601)).asked).toContain('query bills');
    expect((await look(1)).asked).toContain('query bills');
  });
  it('says what the age of a bill says at the instant that is asked for', async () => {
    await memory.bills.keep(holding('a', '4.17.20', { listsAll: true }), second(0));
    const wordAt = async (ms: number) =>
      (await live(new Date(start + ms).toISOString())).policy.billed?.['CVE-2026-1']?.images[digest('a')]?.is;
    const month = 30 * 86_400_000 - 60_000;
    expect([await wordAt(month - 1000), await wordAt(month + 1000)]).toEqual(['clear', 'unsure']);
  });
  it('asks again what could not be answered', async () => {
    await memory.bills.keep(holding('a', '4.17.20'), second(0));
    const { heads } = memory.bills;
    let failing = true;
    const bills = { ...memory.bills, heads: () => (failing ? Promise.reject(new Error('throttled')) : heads()) };
    live = liveOn({ rules: [], file: denying, memory: { ...memory, bills } });
    await expect(live(second(1))).rejects.toThrow('throttled');
    failing = false;
    expect((await look(2, 'a')).said).toEqual(['held']);
  });
});
