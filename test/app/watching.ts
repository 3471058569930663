import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeIn } from '#app/changes/take-in';
import { watchOf } from '#app/watch';
import { typesOf } from '#engine/ruleset';
import type { Gate } from '#clouds/gate';
import { defaultPolicy } from '#model';
import type { ChangeRecord, Clock, Cloud, EventReader, FindingChange, Memory } from '#model';
import { openEmbedded } from '#store/embedded';
import { rules } from '#rules/catalog.gen';

/** A cloud behind its real clients that is watched, in time that passes when nothing else is left to do. */
export interface Watching {
  readonly memory: Memory;
  /** What changes moved, newest last. */
  readonly moved: { readonly change: string; readonly moves: readonly FindingChange[] }[];
  readonly clock: Clock;
  sweep(): Promise<void>;
  /** Delivers a document that holds one change. Answers its record, and the calls that looked after it. */
  deliver(document: unknown): Promise<{ readonly record: ChangeRecord; readonly calls: readonly string[] }>;
  /** The findings of a rule that are not closed, as `<status> <actor>`. */
  standing(rule: string, resource?: string): Promise<readonly string[]>;
}

/** Watches a cloud. Its own clock runs beside: waits between looks take no real time. */
export function watching(cloud: Cloud, gate: Gate, cloudClock: Clock, readers: readonly EventReader[]): Watching {
  const memory = openEmbedded(mkdtempSync(join(tmpdir(), 'shoalwatch-')), 'write');
  const moved: { change: string; moves: readonly FindingChange[] }[] = [];
  let waited = 0;
  const clock: Clock = {
    now: () => cloudClock.now() + waited,
    sleep: (ms) => {
      waited += ms;
      return Promise.resolve();
    },
  };
  const watch = watchOf({
    ...{ clouds: [cloud], live: () => Promise.resolve({ rules, policy: defaultPolicy }) },
    ...{ types: typesOf(rules), memory, clock },
    progress: { skipped: () => undefined, started: () => undefined, done: () => undefined },
    moved: ({ call }, moves) => void moved.push({ change: call, moves }),
  });
  return {
    ...{ memory, moved, clock },
    async sweep() {
      await watch.sweep();
    },
    async deliver(document) {
      const { changes, notTracked, refused } = takeIn(document, readers);
      const [tracked] = changes;
      if (!tracked) throw new Error(`no change: ${JSON.stringify([notTracked, refused])}`);
      const before = gate.trace.length;
      const record = await watch.hear(tracked);
      return { record, calls: gate.trace.slice(before).map(({ api }) => api) };
    },
    async standing(rule, resource) {
      const all = (await memory.findings()).filter((it) => it.rule === rule);
      return all
        .filter((it) => resource === undefined || it.resource.id === resource)
        .filter(({ status }) => status === 'open' || status === 'announced')
        .map(({ status, change }) => `${status} ${change?.actor ?? 'nobody'}`);
    },
  };
}

/** The kinds of what a change moved for one rule. */
export const kindsOf = (moves: readonly FindingChange[], rule: string): readonly string[] =>
  moves.filter(({ finding }) => finding.rule === rule).map(({ kind }) => kind);
