import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { awsApplies } from '#clouds/aws/apply';
import { clientsOf as writingClients } from '#clouds/aws/clients';
import { awsCloud } from '#clouds/aws/cloud';
import { awsTypes } from '#clouds/aws/types';
import { writerOf, type AwsWriter } from '#clouds/aws/writer';
import { gateOf } from '#clouds/gate';
import { snapshotOf } from '#engine/snapshot-id';
import type { Cloud } from '#model';
import { applierOf, type Stand } from '../contract/stand.ts';
import { clientsOf, type Clients } from '../sim/aws/clients.ts';
import { quickClock } from '../support/quick-clock.ts';
import { accessKeyId, motoUrl } from './estate.ts';

export interface MotoStand extends Stand {
  /** Clients of the tests' own, to look at what was done. */
  readonly clients: Clients;
  readonly cloud: Cloud;
  readonly writer: AwsWriter;
}

const region = 'eu-central-1';

/** An empty account of the emulator, by a role that is assumed in it: what is changed there no other test sees. */
export async function motoStand(account: string, fill: (clients: Clients) => Promise<void>): Promise<MotoStand> {
  const url = motoUrl();
  const role = { RoleArn: `arn:aws:iam::${account}:role/reader`, RoleSessionName: 'cross-check' };
  const { Credentials: given } = await clientsOf({ url, accessKeyId }).sts.send(new AssumeRoleCommand(role));
  const credentials = {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
  const clients = clientsOf({ url, region, ...credentials });
  await fill(clients);
  const clock = quickClock();
  const clientConfig = { endpoint: url, region, credentials };
  const writing = writingClients(clientConfig);
  const gate = gateOf({ clock, attempts: 1 });
  const writer = writerOf({ account, region, clients: writing, gate, clock });
  return {
    ...{ clients, writer },
    cloud: awsCloud({ gate: gateOf({ clock, attempts: 1 }), clock, clientConfig, regions: [region] }),
    async read() {
      const cloud = awsCloud({ gate: gateOf({ clock, attempts: 1 }), clock, clientConfig, regions: [region] });
      const { targets } = await cloud.discover();
      const readings = await Promise.all(targets.map((target) => cloud.collect(target)));
      return readings.map((reading) => snapshotOf(reading, awsTypes));
    },
    apply: applierOf(awsApplies, writer, () => gate.trace.map(({ api }) => api)),
    close: () => {
      writing.close();
      return Promise.resolve();
    },
  };
}
