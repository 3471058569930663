import { sendBy } from '#clouds/apply-hand';
import { azureApplies } from '#clouds/azure/apply';
import type { AzureSettings } from '#clouds/azure/cloud';
import { openSession } from '#clouds/azure/session';
import { writerOf } from '#clouds/azure/writer';
import { ShoalwatchError } from '#model';
import { azureCredentialIn, azurePartsWith } from './azure.ts';
import { isInside, sendInside } from './fix-cluster.ts';
import { shortly, withRequests, type FixParts } from './fix-parts.ts';

/** Rules of a network security group are written one after the other within an action, each in seconds; more is left. */
const mostWait = 120_000;

/** Azure and the clusters in it: the remediator is an application of its own, which may read too. `more` is for tests. */
export const azureFixPartsWith = (more: Partial<AzureSettings> = {}): FixParts => {
  const parts = azurePartsWith(more);
  return {
    ...parts,
    asRemediator: ({ targets, ...config }) => ({
      ...config,
      targets: {
        ...targets,
        ...(targets?.azure && {
          azure: targets.azure.map(({ remediator, ...it }) =>
            remediator === undefined ? it : { ...it, clientId: remediator },
          ),
        }),
      },
    }),
    async send({ gate, clock, config, cloud, clusterAt }, action, subject) {
      if (isInside(subject)) {
        const access = (cluster: typeof subject) => cloud.access(cluster);
        return sendInside({ gate, clusterAt, access, endpoint: parts.endpoint }, action, subject);
      }
      const { credential = azureCredentialIn(config, clock), clientOptions } = more;
      const session = await openSession({ clock, credential, clientOptions });
      if (!session) throw new ShoalwatchError('cloud', 'nobody is signed in to Azure', { cure });
      const [, subscription = ''] = subject.target.split(':');
      const way = { gate, clock: shortly(clock, mostWait) };
      const writer = writerOf({ subscription, clients: session.clients(subscription), ...way });
      return withRequests(await sendBy(azureApplies, writer, action, subject), writer.requests);
    },
  };
};

const cure = 'shoalwatch onboard azure --remediator, and its id as remediator under targets.azure';

export const azureFixParts = azureFixPartsWith();
