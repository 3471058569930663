import { randomUUID } from 'node:crypto';
import { scan } from '#app/scan';
import { defaultPolicy, type Clock, type Snapshot } from '#model';
import { rules } from '#rules/catalog.gen';
import { cloudStore } from '#store/cloud';
import { startS3 } from '../../sim/s3/server.ts';
import { dynaliteStand } from '../../store/drivers/dynamo-stand.ts';
import { s3ClientOf } from '../../store/drivers/s3-stand.ts';
import { onWire, type Wire } from '../../store/wire.ts';

/** How often each request was made: `PutItem`, `GetObject`... */
export type Requests = Readonly<Record<string, number>>;

/** Sweeps on the store of a stack, one after another: what each asks of tables and bucket. */
export async function requestsOf(sweeps: readonly (readonly Snapshot[])[], clock: Clock): Promise<readonly Requests[]> {
  const stand = await dynaliteStand();
  const sim = await startS3('bodies');
  const names = { state: await stand.makeTable(), ledger: await stand.makeTable(), bucket: 'bodies' };
  const made: Requests[] = [];
  try {
    for (const [hour, snapshots] of sweeps.entries()) {
      const counts: Record<string, number> = {};
      const count: Wire = async ({ operation }, send) => {
        counts[operation] = (counts[operation] ?? 0) + 1;
        await send();
      };
      const [dynamo, s3] = [stand.client(), s3ClientOf(sim.url)];
      onWire(dynamo, count);
      onWire(s3, count);
      const memory = cloudStore({ dynamo, s3, names, writeId: randomUUID, recheck: false });
      const startedAt = `2026-11-01T0${hour}:00:00.000Z`;
      await scan({ snapshots, rules, policy: defaultPolicy, memory, clock, startedAt });
      memory.close();
      made.push(counts);
    }
    return made;
  } finally {
    await sim.close();
    await stand.close();
  }
}
