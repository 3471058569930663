import type { Memory, Snapshot } from '#model';

/** A memory whose process goes on living: what the last run read is not read from the store again while it is the last. */
export function warmMemory(memory: Memory): Memory {
  let last: { readonly run: string; readonly snapshots: Promise<readonly Snapshot[]> } | undefined;
  return {
    ...memory,
    async snapshots(run, among) {
      const whole = last?.run === run ? await last.snapshots : undefined;
      if (whole) return among ? whole.filter(({ target }) => among(target.id)) : whole;
      if (among) return memory.snapshots(run, among);
      const snapshots = memory.snapshots(run);
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
