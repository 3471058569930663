import { describe, expect, it } from 'vitest';
import { heldMemory } from '#app/stack/held-memory';
import type { ChangeRecord, FindingChange } from '#model';
import { memoryOn } from '#store/memory';
import { findingOf } from '../../support/slack-office.ts';
import { quickPorts } from '../../support/quick-store.ts';

const at = '2026-11-22T09:00:00.000Z';
const announced = (...ids: readonly string[]): readonly FindingChange[] =>
  ids.map((id) => ({ kind: 'announced', cause: 'change', finding: { ...findingOf(id), status: 'announced' } }));

/** A held memory whose writes of findings can be watched and stopped. */
function held() {
  const ports = quickPorts();
  const before: Record<'write' | 'kept', (id: string) => Promise<void>> & { found: () => Promise<void> } = {
    write: () => Promise.resolve(),
    kept: () => Promise.resolve(),
    found: () => Promise.resolve(),
  };
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
  const asked: string[] = [];
  const counting: typeof memory = {
    ...memory,
    findings: () => {
      reads += 1;
      return memory.findings();
    },
    async findingsOf(ids) {
      const found = await memory.findingsOf(ids);
      asked.push(...ids);
      await before.found();
      return found;
    },
    following() {
      asked.push('followed');
      return memory.following();
    },
    async keep(record) {
      await memory.keep(record);
      await before.kept(record.change.eventId);
    },
  };
  const { memory: own } = heldMemory(counting, () => Promise.resolve());
  const idsIn = async (of: typeof memory): Promise<readonly string[]> =>
    (await of.findings()).map(({ id }) => id).sort();
  const statusOf = async (...ids: readonly string[]): Promise<readonly string[]> =>
    (await own.findingsOf(ids)).map(({ id, status }) => `${id} ${status}`);
  return { before, own, asked, statusOf, reads: () => reads, known: () => idsIn(own), stored: () => idsIn(memory) };
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

  it('reads single ones once, those that are not there too, and knows what it moved itself', async () => {
    const { own, asked, statusOf } = held();
    expect(await statusOf('f-1', 'f-2')).toEqual([]);
    await own.announce(announced('f-2'), at);
    expect(await statusOf('f-1', 'f-2', 'f-3')).toEqual(['f-2 announced']);
    expect(await statusOf('f-3')).toEqual([]);
    expect(asked).toEqual(['f-1', 'f-2', 'f-3']);
  });

  it('asks for none once it knows all', async () => {
    const { own, asked, statusOf, known } = held();
    await known();
    await own.announce(announced('f-1'), at);
    expect(await statusOf('f-1', 'f-2')).toEqual(['f-1 announced']);
    expect(asked).toEqual([]);
  });

  it('keeps nothing of a single one that moves while it is read', async () => {
    const { own, before, statusOf } = held();
    before.found = async () => {
      before.found = () => Promise.resolve();
      await own.announce(announced('f-1'), at);
    };
    await statusOf('f-1');
    expect(await statusOf('f-1')).toEqual(['f-1 announced']);
  });

  it('reads single ones again after a move that failed', async () => {
    const { own, before, statusOf } = held();
    await statusOf('f-1', 'f-2');
    before.write = (id) => (id === 'f-2' ? Promise.reject(new Error('the disk is full')) : Promise.resolve());
    await expect(own.announce(announced('f-1', 'f-2'), at)).rejects.toThrow('full');
    expect(await statusOf('f-1', 'f-2')).toEqual(['f-1 announced']);
  });

  it('asks once which changes are followed, and knows what it began, kept and ended itself', async () => {
    const { own, asked } = held();
    const followed = async () =>
      (await own.following()).map(({ change, announced: ids }) => [change.eventId, ...ids].join(' '));
    expect(await followed()).toEqual([]);
    await own.begin(recordOf('e-1'));
    expect(await followed()).toEqual(['e-1']);
    await own.keep({ ...recordOf('e-1'), announced: ['f-1'] });
    await own.keep(recordOf('e-2'));
    expect(await followed()).toEqual(['e-1 f-1', 'e-2']);
    await own.keep({ ...recordOf('e-1'), state: 'settled' });
    expect(await followed()).toEqual(['e-2']);
    expect(asked).toEqual(['followed', 'followed']);
  });

  it('asks again which changes are followed after two were kept at once', async () => {
    const { own, before, asked } = held();
    await own.following();
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    before.kept = (id) => (id === 'e-1' ? gate : Promise.resolve());
    const slow = own.keep(recordOf('e-1'));
    await own.keep(recordOf('e-2'));
    release();
    await slow;
    expect((await own.following()).map(({ change }) => change.eventId).sort()).toEqual(['e-1', 'e-2']);
    expect(asked).toEqual(['followed', 'followed']);
  });
});

const recordOf = (eventId: string): ChangeRecord => ({
  change: { eventId, at, provider: 'aws', actor: 'ana', call: 'eks:UpdateClusterConfig', origin: 'cli', touched: [] },
  ...{ state: 'following', reads: 0, before: [], after: [], announced: [], opened: [], closed: [] },
});
