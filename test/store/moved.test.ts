import { describe, expect, test } from 'vitest';
import type { Change, ChangeRecord, FindingChange, Memory } from '#model';
import { memoryOn, type Ports } from '#store/memory';
import type { Item } from '#store/table';
import { quickPorts } from '../support/quick-store.ts';
import { doors, run } from './contract-memory.ts';

const sharedPorts = (): Ports => ({ ...quickPorts(), alone: false });

/** Does something once before the first write into a partition. */
const before = (ports: Ports, partition: string, first: () => Promise<unknown>): Ports => {
  let isDone = false;
  const put = async (item: Item): Promise<boolean> => {
    if (item.partition === partition && !isDone) {
      isDone = true;
      await first();
    }
    return ports.state.put(item);
  };
  return { ...ports, state: { ...ports.state, put } };
};

const dead = (): Promise<never> => Promise.reject(new Error('it died'));
const moments = async (memory: Memory, id: string): Promise<string[]> =>
  (await memory.history(id)).map(({ at, kind, finding }) => `${at.slice(14, 16)} ${kind} ${finding.status}`);

/** A finding that is open since minute 1. */
async function opened(ports: Ports): Promise<FindingChange> {
  const { changes } = await run(memoryOn(ports), doors(true), 1);
  return changes[0]!;
}
const at = (minute: number): string => `2026-11-02T00:0${minute}:00.000Z`;

describe('a finding that several runs move in one store', () => {
  test('has the entry of the run that moved it, where another died before it did', async () => {
    const ports = sharedPorts();
    const { finding } = await opened(ports);
    await expect(run(memoryOn(before(ports, 'findings', dead)), doors(false), 2)).rejects.toThrow('it died');
    const memory = memoryOn(ports);
    await memory.announce([{ kind: 'changed', cause: 'policy', finding: { ...finding, severity: 'low' } }], at(3));
    expect(await moments(memory, finding.id)).toEqual(['01 opened open', '03 changed open']);
    await run(memory, doors(false), 4);
    expect(await moments(memory, finding.id)).toEqual(['01 opened open', '03 changed open', '04 resolved resolved']);
    expect(Object.keys((await memory.findings())[0]!)).not.toContain('entry');
    expect(Object.keys((await memory.history(finding.id))[2]!)).not.toContain('before');
  });

  test('has both entries in their order, where one overtook the other between its two steps', async () => {
    const ports = sharedPorts();
    const { finding } = await opened(ports);
    const change = (severity: 'low' | 'critical'): FindingChange[] => [
      { kind: 'changed', cause: 'policy', finding: { ...finding, severity } },
    ];
    const slow = before(ports, 'findings', () => memoryOn(ports).announce(change('low'), at(3)));
    await memoryOn(slow).announce(change('critical'), at(2));
    const history = await memoryOn(ports).history(finding.id);
    expect(history.slice(1).map((it) => `${it.at.slice(14, 16)} ${it.finding.severity}`)).toEqual([
      '03 low',
      '02 critical',
    ]);
    expect((await memoryOn(ports).findings())[0]?.severity).toBe('critical');
  });
});

describe('the record of a change that another process writes at the same time', () => {
  const change: Change = {
    ...{ eventId: 'e', provider: 'aws', at: at(1), actor: 'ana', origin: 'console', call: 'shop:SetDoor', touched: [] },
  };
  const record = (state: ChangeRecord['state']): ChangeRecord => ({
    ...{ change, state, reads: 0, before: [], announced: [], after: [], opened: [], closed: [] },
  });

  test('is kept behind it', async () => {
    const ports = sharedPorts();
    const racing = before(ports, 'changes', () => memoryOn(ports).keep(record('settled')));
    await memoryOn(racing).keep(record('following'));
    expect((await memoryOn(ports).changeOf(change))?.state).toBe('following');
    expect(await memoryOn(ports).following()).toHaveLength(1);
  });

  test('is not begun over: whoever comes second is told what stands', async () => {
    const ports = sharedPorts();
    const announced = { ...record('following'), announced: ['f-1'] };
    const racing = before(ports, 'changes', () => memoryOn(ports).keep(announced));
    expect(await memoryOn(racing).begin(record('following'))).toEqual(announced);
    expect(await memoryOn(ports).changeOf(change)).toEqual(announced);
    const other = { ...record('following'), change: { ...change, eventId: 'other' } };
    expect(await memoryOn(ports).begin(other)).toEqual(other);
    expect(await memoryOn(ports).following()).toEqual([announced, other]);
  });

  test('is an error where that goes on and on, and never lost in silence', async () => {
    const ports = sharedPorts();
    const put = (): Promise<boolean> => Promise.resolve(false);
    const refused = memoryOn({ ...ports, state: { ...ports.state, put } });
    await expect(refused.keep(record('following'))).rejects.toThrow('by others all the time');
  });
});
