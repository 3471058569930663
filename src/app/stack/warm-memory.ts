import type { Memory, Snapshot } from '#model';

/**
 * A memory whose process goes on living: what the last run read is not read from the store again, and of the run after it only
 * the targets that stand otherwise. A process that begins asks `atFirst` what it can have at less cost: snapshots count by their ids.
 */
export function warmMemory(memory: Memory, atFirst?: () => Promise<readonly Snapshot[]>): Memory {
  let last: { readonly run: string; readonly snapshots: Promise<readonly Snapshot[]> } | undefined;
  return {
    ...memory,
    async snapshots(run, among) {
      const whole = last?.run === run ? await last.snapshots : undefined;
      if (whole) return among ? whole.filter(({ target }) => among(target.id)) : whole;
      if (among) return memory.snapshots(run, among);
      const snapshots = readOver(memory, run, last?.snapshots ?? atFirst?.());
      last = { run, snapshots };
      snapshots.catch(() => {
        if (last?.snapshots === snapshots) last = undefined;
      });
      return snapshots;
    },
    async write(outcome) {
      await memory.write(outcome);
      last = { run: outcome.scan.id, snapshots: Promise.resolve(outcome.snapshots) };
    },
  };
}

/** What a run read, of which some is known from the run before it. An equal snapshot was read when the run says. */
async function readOver(
  memory: Memory,
  run: string,
  before?: Promise<readonly Snapshot[]>,
): Promise<readonly Snapshot[]> {
  const known = new Map((await before)?.map((it) => [it.target.id, it]));
  if (known.size === 0) return memory.snapshots(run);
  const targets = await memory.targets(run);
  const same = new Map(
    targets.flatMap(({ id, snapshot, readAt }) => {
      const was = known.get(id);
      return was?.id === snapshot ? [[id, { ...was, startedAt: readAt ?? was.startedAt }] as const] : [];
    }),
  );
  const others = same.size < targets.length ? await memory.snapshots(run, (id) => !same.has(id)) : [];
  const byId = new Map([...same.values(), ...others].map((it) => [it.target.id, it]));
  return targets.flatMap(({ id }) => byId.get(id) ?? []);
}
