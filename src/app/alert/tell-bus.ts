import type { News } from '#model';
import type { Known } from './desk.ts';

/** Tells the bus of all that news names. A page that is told twice has the same uids. */
export async function tellBus({ desk, rules, findings }: Known, { id, at, moved }: News): Promise<void> {
  if (!desk.bus || moved.length === 0) return;
  const found = await findings.some([...new Set(moved.map(({ finding }) => finding))]);
  const byId = new Map(found.map((it) => [it.id, it]));
  const steps = moved.flatMap(({ finding: named, kind, cause }) => {
    const finding = byId.get(named);
    if (!finding) return [];
    return [{ uid: `${id} ${named} ${kind}`, at, kind, cause, finding, rule: rules.get(finding.rule) }];
  });
  await desk.bus.put(steps);
}
