import { sendBy } from '#clouds/apply-hand';
import { awsApplies } from '#clouds/aws/apply';
import { clientsOf } from '#clouds/aws/clients';
import { awsCloud } from '#clouds/aws/cloud';
import { eksApiReach } from '#clouds/aws/eks/cluster/facts';
import { awsTypes } from '#clouds/aws/types';
import { writerOf } from '#clouds/aws/writer';
import { gateOf } from '#clouds/gate';
import { snapshotOf } from '#engine/snapshot-id';
import type { AnyRule } from '#engine/any-rule';
import type { Cloud, PolicyDocument, Resource } from '#model';
import { account, region } from '../../contract/aws/estate.ts';
import type { AwsEstate } from '../../sim/aws/estate.ts';
import { accessKeyOf } from '../../sim/aws/generate.ts';
import { startAws } from '../../sim/aws/server.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { benchOn, memoryInRam } from './bench.ts';

/** EKS behind the real clients, swept once, and a bench to fix what was found. */
export async function eksStand(estate: AwsEstate, rules: readonly AnyRule[], policy: PolicyDocument) {
  const sim = await startAws({ estate });
  const clock = quickClock();
  const credentials = { accessKeyId: accessKeyOf(account), secretAccessKey: 'secret' };
  const clientConfig = { endpoint: sim.url, region, credentials };
  const gate = gateOf({ clock, attempts: 1 });
  const plain = awsCloud({ gate, clock, clientConfig, regions: [region] });
  let ill = false;
  const cloud: Cloud = {
    ...plain,
    async reread(target, touched, signal) {
      const reading = await plain.reread(target, touched, signal);
      return ill ? { ...reading, resources: reading.resources.map(fallIll) } : reading;
    },
  };
  const clients = clientsOf(clientConfig);
  const writer = writerOf({ account, region, clients, gate, clock });
  const memory = memoryInRam();
  let onSent = (): void => undefined;
  const stand = benchOn({
    ...{ rules, policy, clock, memory, types: awsTypes, clouds: [cloud], reach: [eksApiReach] },
    hand: {
      actor: () => Promise.resolve(undefined),
      async send(action, subject) {
        const sent = await sendBy(awsApplies, writer, action, subject);
        onSent();
        return sent;
      },
    },
  });
  const sweep = async (): Promise<void> => {
    const { targets } = await cloud.discover();
    const readings = await Promise.all(targets.map((target) => cloud.collect(target)));
    await stand.judge(
      readings.map((reading) => snapshotOf(reading, awsTypes)),
      'sweep',
    );
  };
  await sweep();
  return {
    ...stand,
    ...{ sim, sweep, eks: clients.eks },
    /** EKS says that clusters have an issue after the next write, and no more after the one that follows. */
    fallsAfterWrite: () =>
      void (onSent = () => {
        ill = !ill;
      }),
    async close() {
      clients.close();
      memory.close();
      await sim.close();
    },
  };
}

const fallIll = (it: Resource): Resource =>
  it.type === 'eks.cluster' && typeof it.config === 'object'
    ? {
        ...it,
        config: { ...it.config, health: { issues: [{ code: 'ClusterUnreachable', message: 'The API is gone.' }] } },
      }
    : it;
