import type { FixDesk } from '#app/remediate/desk';
import { gateOf } from '#clouds/gate';
import type { Callers, Cloud, Resource } from '#model';
import { awsConfig, type HandOptions } from './wire-hand.ts';
import { clock } from '../wire.ts';

interface Reach {
  readonly options: HandOptions;
  readonly clouds: readonly Cloud[];
}

/** Asks audit logs from this machine: in AWS as whoever would change the cluster, elsewhere as the cloud is read. */
export const callersOf =
  ({ options, clouds }: Reach): NonNullable<FixDesk['callers']> =>
  async (cluster, by) => {
    const [provider = '', account = '', region = ''] = cluster.target.split(':');
    if (provider !== 'aws')
      return clouds
        .filter(tellsCallers)
        .find((it) => it.provider === provider)
        ?.callers(cluster);
    const { eksCallers } = await import('#clouds/aws/eks/cluster/callers');
    const signIn = () => awsConfig(options, account, region, by);
    return eksCallers(cluster, { account, region, gate: gateOf({ clock }), clock, signIn });
  };

interface Telling extends Cloud {
  callers(cluster: Resource): Promise<Callers | undefined>;
}

const tellsCallers = (cloud: Cloud): cloud is Telling => 'callers' in cloud && typeof cloud.callers === 'function';
