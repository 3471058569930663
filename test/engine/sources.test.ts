import { describe, expect, it } from 'vitest';
import { lookerOf } from '#engine/look';
import { sourcesOf } from '#engine/sources';
import { worldOf } from '#engine/world';
import type { Fact, Look, Snapshot, Type } from '#model';
import { aLock, ledger, lock, places, snapshot } from './shop.ts';

type Looking = (look: Look<Type | Fact>) => unknown;

/** Names the sources of verdicts that come one after the other, each from a target and what it looked at. */
function naming(snapshots: readonly Snapshot[]): (from: string, looking?: Looking) => readonly string[] {
  const world = worldOf(snapshots);
  const looker = lookerOf(world);
  const sources = sourcesOf();
  return (from, looking) => {
    const notes = looker.from(world.places.get(from)!);
    looking?.(looker.look);
    return sources(notes);
  };
}

const three = 'aws:3:eu';
const globalOne = 'aws:1:global';
const lockIn = (target: string) => aLock(`${target}/l`, 'a', target);
const regions = [places.two, three, places.one].map((id) => snapshot([lockIn(id)], { id }));
const global = snapshot([], { id: globalOne, scopes: ['aws-global'], complete: ['ledger'] });

const finding =
  (...targets: readonly string[]): Looking =>
  (look) =>
    targets.map((target) => look.find(lock, `${target}/l`));
const everywhere: Looking = (look) => look.listAll(lock, {});
const inLedgers: Looking = (look) => look.listAll(ledger, {});

describe('the snapshots that a verdict comes from', () => {
  it('are the own one, and those of every target that was looked at, in order', () => {
    const named = naming([...regions, global]);
    expect(named(places.two)).toEqual([`s-${places.two}`]);
    expect(named(three, finding(places.two, places.one))).toEqual([`s-${places.one}`, `s-${places.two}`, `s-${three}`]);
    expect(named(places.one, inLedgers)).toEqual([`s-${places.one}`, `s-${globalOne}`]);
    expect(named(globalOne, everywhere)).toEqual([places.one, globalOne, places.two, three].map((id) => `s-${id}`));
  });
  it('are one list for equal sets, in whatever order they were looked at', () => {
    const named = naming([...regions, global]);
    expect(named(places.one)).toBe(named(places.one));
    expect(named(places.one)).toBe(named(places.one, finding(places.one)));
    expect(named(places.one, finding(places.two, three))).toBe(named(places.one, finding(three, places.two)));
    expect(named(places.one, everywhere)).toBe(named(places.two, everywhere));
    expect(named(places.one, everywhere)).toBe(named(places.one, (look) => [finding(three)(look), everywhere(look)]));
    expect(named(places.one, (look) => [everywhere(look), inLedgers(look)])).toBe(
      named(places.one, (look) => [inLedgers(look), everywhere(look)]),
    );
  });
  it('of several kinds of target are told apart', () => {
    const named = naming([
      snapshot([], { id: 'k8s:shop', scopes: ['cluster'] }),
      snapshot([], { id: places.one }),
      global,
    ]);
    expect(named('k8s:shop', everywhere)).toEqual([`s-${places.one}`, 's-k8s:shop']);
    expect(named('k8s:shop', inLedgers)).toEqual([`s-${globalOne}`, 's-k8s:shop']);
  });
  it('of two kinds are told apart where one target is of both', () => {
    const files = snapshot([], { id: 'aws:0:files', folder: 'x', scopes: ['aws-global', 'aws-region'] });
    const region = snapshot([], { folder: 'x' });
    const account = snapshot([], { id: globalOne, folder: 'x', scopes: ['aws-global'] });
    const named = naming([files, region, account]);
    expect(named('aws:0:files', everywhere)).toEqual(['s-aws:0:files', `s-${places.one}`]);
    expect(named('aws:0:files', inLedgers)).toEqual(['s-aws:0:files', `s-${globalOne}`]);
  });
});
