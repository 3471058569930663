import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Memory } from '#model';
import { openEmbedded } from '#store/embedded';
import { memoryOn } from '#store/memory';
import { acts, by, denying, minute, ports, push } from './policy-stand.ts';

let memory: Memory;
beforeEach(() => {
  memory = openEmbedded(mkdtempSync(join(tmpdir(), 'shoalwatch-')), 'act');
});
afterEach(() => memory.close());

describe('versions of the policy', () => {
  it('are counted from 1, and give back the document and its text', async () => {
    const { policies } = memory;
    expect(await policies.versions()).toEqual([]);
    const first = await policies.push(push(1, { message: 'the first' }));
    expect(first).toMatchObject({ version: 1, author: 'ana', at: minute(1), message: 'the first' });
    const second = await policies.push(push(2));
    expect(second.version).toBe(2);
    expect(await policies.version(2)).toEqual({ ...second, document: denying('ami-2'), source: 'version: 1 # 2\n' });
    expect(await policies.version(3)).toBeUndefined();
    expect(await policies.versions()).toEqual([second, first]);
  });
  it('are not made anew by the same document, unless another came between', async () => {
    const { policies } = memory;
    const first = await policies.push(push(1));
    expect(await policies.push(push(1, { at: minute(9), author: 'ben' }))).toEqual(first);
    await policies.push(push(2));
    expect((await policies.push(push(1))).version).toBe(3);
    expect((await policies.push(push(1, { source: 'version: 1 # another comment\n' }))).version).toBe(4);
  });
  it('do not count by being pushed', async () => {
    await memory.policies.push(push(1));
    expect(await memory.policies.active()).toBeUndefined();
  });
  it('are pushed with --if-version only over the newest one', async () => {
    const { policies } = memory;
    await expect(policies.push(push(1, { ifVersion: 1 }))).rejects.toThrow('no version was pushed yet');
    expect((await policies.push(push(1, { ifVersion: 0 }))).version).toBe(1);
    await expect(policies.push(push(2, { ifVersion: 0 }))).rejects.toThrow(
      'the policy is not at version 0 any more: version 1 is the newest, pushed by ana at 2026-11-22 12:01 UTC',
    );
    expect((await policies.push(push(2, { ifVersion: 1 }))).version).toBe(2);
  });
  it('say so when their document is lost', async () => {
    const kept = memoryOn({
      ...ports(),
      files: {
        get: () => Promise.resolve(undefined),
        put: () => Promise.resolve(true),
        has: () => Promise.resolve(false),
      },
    });
    await kept.policies.push(push(1));
    await expect(kept.policies.version(1)).rejects.toThrow('the document of policy version 1 is missing in the store');
  });
});

describe('the active version', () => {
  it('is the one that was switched to last, with who, when and why', async () => {
    const { policies } = memory;
    await policies.push(push(1));
    await policies.push(push(2));
    expect(await policies.activate(1, by('ben', 3, 'go'))).toEqual({
      ...{ version: 1, act: 'activated', before: null },
      ...by('ben', 3, 'go'),
    });
    expect(await policies.activate(2, by('cy', 4))).toEqual({
      version: 2,
      act: 'activated',
      before: 1,
      ...by('cy', 4),
    });
    expect(await policies.active()).toMatchObject({ version: 2, author: 'cy' });
  });
  it('stays as it was activated when it is activated once more', async () => {
    const { policies } = memory;
    await policies.push(push(1));
    const first = await policies.activate(1, by('ben', 2));
    expect(await policies.activate(1, by('cy', 3))).toEqual(first);
    expect(await acts(memory)).toHaveLength(2);
  });
  it('cannot be one that was never pushed', async () => {
    await expect(memory.policies.activate(1, by('ben', 1))).rejects.toThrow('the policy has no version 1');
    await memory.policies.push(push(1));
    await expect(memory.policies.activate(2, by('ben', 1))).rejects.toHaveProperty(
      'cure',
      'the newest is 1; shoalwatch policy history lists all',
    );
    expect(await memory.policies.active()).toBeUndefined();
  });
  it('is switched with --if-version only from the expected one', async () => {
    const { policies } = memory;
    await policies.push(push(1));
    await policies.push(push(2));
    await expect(policies.activate(1, { ...by('ben', 3), ifVersion: 1 })).rejects.toThrow('no version is active yet');
    await policies.activate(1, { ...by('ben', 3), ifVersion: 0 });
    await expect(policies.activate(2, { ...by('cy', 4), ifVersion: 2 })).rejects.toThrow(
      'version 2 is not the active one: version 1 is, since 2026-11-22 12:03 UTC, by ben',
    );
    await policies.activate(2, { ...by('cy', 4), ifVersion: 1 });
  });
  it('is rolled back to the one before, and a rollback can be rolled back', async () => {
    const { policies } = memory;
    await expect(policies.rollback(by('ben', 1))).rejects.toThrow(
      'nothing to go back to: no version of the policy is active',
    );
    for (const n of [1, 2, 3]) await policies.push(push(n));
    await policies.activate(1, by('ben', 4));
    await expect(policies.rollback(by('ben', 5))).rejects.toThrow('version 1 is the first that was active');
    await policies.activate(3, by('ben', 6));
    expect(await policies.rollback(by('cy', 7))).toMatchObject({ version: 1, act: 'rolled-back', before: 3 });
    expect(await policies.rollback(by('cy', 8))).toMatchObject({ version: 3, act: 'rolled-back', before: 1 });
  });
});
