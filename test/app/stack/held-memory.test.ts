import { describe, expect, it } from 'vitest';
import { heldMemory } from '#app/stack/held-memory';
import type { FindingChange } from '#model';
import { memoryOn } from '#store/memory';
import { findingOf } from '../../support/slack-office.ts';
import { quickPorts } from '../../support/quick-store.ts';

const at = '2026-11-22T09:00:00.000Z';
const announced = (...ids: readonly string[]): readonly FindingChange[] =>
  ids.map((id) => ({ kind: 'announced', cause: 'change', finding: { ...findingOf(id), status: 'announced' } }));

/** A held memory whose writes of findings can be watched and stopped. */
function held() {
  const ports = quickPorts();
  const before: { write: (id: string) => Promise<void> } = { write: () => Promise.resolve() };
  const memory = memoryOn({
    ...ports,
    state: {
      ...ports.state,
      async put(item) {
        if (item.partition === 'findings') await before.write(item.sort);
        return ports.state.put(item);
      },
    },
  });
  let reads = 0;
  const counting = {
    ...memory,
    findings: () => {
      reads += 1;
      return memory.findings();
    },
  };
  const { memory: own } = heldMemory(counting, () => Promise.resolve());
  const idsIn = async (of: typeof memory): Promise<readonly string[]> =>
    (await of.findings()).map(({ id }) => id).sort();
  return { before, own, reads: () => reads, known: () => idsIn(own), stored: () => idsIn(memory) };
}

describe('a memory that its holder alone moves findings of', () => {
  it('reads them once, and knows what it moved itself', async () => {
    const it_ = held();
    expect(await it_.known()).toEqual([]);
    await it_.own.announce(announced('f-1', 'f-2'), at);
    expect(await it_.known()).toEqual(['f-1', 'f-2']);
    expect(it_.reads()).toBe(1);
  });

  it('keeps nothing that is read while they move, where the move fails after that', async () => {
    const it_ = held();
    await it_.known();
    it_.before.write = async (id) => {
      if (id === 'f-2') expect(await it_.known()).toEqual(['f-1']);
      if (id === 'f-3') throw new Error('the disk is full');
    };
    await expect(it_.own.announce(announced('f-1', 'f-2', 'f-3'), at)).rejects.toThrow('full');
    expect(await it_.stored()).toEqual(['f-1', 'f-2']);
    expect(await it_.known()).toEqual(['f-1', 'f-2']);
  });

  it('reads them again after two moves at once', async () => {
    const it_ = held();
    await it_.known();
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    it_.before.write = (id) => (id === 'f-1' ? gate : Promise.resolve());
    const slow = it_.own.announce(announced('f-1'), at);
    await it_.own.announce(announced('f-2'), at);
    release();
    await slow;
    expect(await it_.known()).toEqual(['f-1', 'f-2']);
  });
});
