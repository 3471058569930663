import { awsApplies } from '#clouds/aws/apply';
import { clientsOf } from '#clouds/aws/clients';
import { awsCloud } from '#clouds/aws/cloud';
import { awsTypes } from '#clouds/aws/types';
import { writerOf } from '#clouds/aws/writer';
import { gateOf } from '#clouds/gate';
import { snapshotOf } from '#engine/snapshot-id';
import type { Snapshot } from '#model';
import type { AwsEstate } from '../../sim/aws/estate.ts';
import { accessKeyOf } from '../../sim/aws/generate.ts';
import { startAws } from '../../sim/aws/server.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { shortly } from '../../../functions/wire/fix-parts.ts';
import { applierOf, handBy, type WorkingStand } from '../stand.ts';

/** Starts AWS for the one account of an estate, in one region; `beside` is what was read of its clusters. */
export async function awsStand(
  estate: AwsEstate,
  region: string,
  beside: readonly Snapshot[] = [],
): Promise<WorkingStand> {
  const sim = await startAws({ estate });
  const clock = quickClock();
  const [account = ''] = Object.keys(estate.accounts);
  const credentials = { accessKeyId: accessKeyOf(account), secretAccessKey: 'secret' };
  const clientConfig = { endpoint: sim.url, region, credentials };
  const clients = clientsOf(clientConfig);
  const gate = gateOf({ clock, attempts: 1 });
  return {
    async read() {
      const cloud = awsCloud({ gate: gateOf({ clock, attempts: 1 }), clock, clientConfig, regions: [region] });
      const { targets } = await cloud.discover();
      const readings = await Promise.all(targets.map((target) => cloud.collect(target)));
      return [...readings.map((reading) => snapshotOf(reading, awsTypes)), ...beside];
    },
    apply: applierOf(awsApplies, writerOf({ account, region, clients, gate, clock }), () =>
      sim.calls.map(({ service, operation }) => `${service}:${operation}`),
    ),
    hand: handBy(awsApplies, writerOf({ account, region, clients, gate, clock: shortly(clock, 0) })),
    fails: (message) => sim.failUpdate([{ errorCode: 'SubnetNotFound', errorMessage: message }]),
    async close() {
      clients.close();
      await sim.close();
    },
  };
}
