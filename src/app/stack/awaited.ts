import type { Change, Memory } from '#model';

/** Announced findings whose change is still looked after, but for those of one change that has had its looks. */
export async function awaitedIn(memory: Memory, over?: Pick<Change, 'eventId'>): Promise<ReadonlySet<string>> {
  const announced = (await memory.findings()).filter(({ status }) => status === 'announced');
  const awaited = new Set<string>();
  for (const [eventId, its] of Map.groupBy(announced, ({ change }) => change?.eventId)) {
    const change = its[0]?.change;
    if (!change || eventId === over?.eventId) continue;
    const record = await memory.changeOf(change);
    if (record?.state === 'following') for (const { id } of its) awaited.add(id);
  }
  return awaited;
}
