import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import type { AnyRule } from '#engine/any-rule';
import { defaultPolicy, type Cloud, type Reading } from '#model';
import { openEmbedded } from '#store/embedded';
import { quickClock } from './quick-clock.ts';

/** What became of the findings: each change as `<kind> <resource id>`, and what stands now. */
export interface Followed {
  readonly changes: readonly string[];
  readonly open: readonly string[];
  /** Kind of every verdict on a resource in this scan. */
  verdictsOn(resource: string): readonly string[];
}

/** Scans the clouds as they are now, time after time, with one store. */
export function follower(rules: readonly AnyRule[]): (...clouds: readonly Cloud[]) => Promise<Followed> {
  const memory = openEmbedded(mkdtempSync(join(tmpdir(), 'shoalwatch-')), 'write');
  let minute = 0;
  return async (...clouds) => {
    minute += 1;
    const readings = (await Promise.all(clouds.map(readAll))).flat();
    const startedAt = `2026-11-02T00:${String(minute).padStart(2, '0')}:00.000Z`;
    const given = { rules, policy: defaultPolicy, memory, clock: quickClock(), startedAt, clouds };
    const { scan: done, changes } = await scan({ snapshots: snapshotsOf(readings, typesOf(rules)), ...given });
    return {
      changes: changes.map(({ kind, finding }) => `${kind} ${finding.resource.id}`).sort(),
      open: done.findings.map(({ resource }) => resource.id),
      verdictsOn: (id) => done.judgements.filter((it) => it.resource.id === id).map(({ verdict }) => verdict),
    };
  };
}

async function readAll(cloud: Cloud): Promise<readonly Reading[]> {
  const { targets } = await cloud.discover();
  return Promise.all(targets.map((target) => cloud.collect(target)));
}
