import { sendBy } from '#clouds/apply-hand';
import { callersThrough } from '#clouds/azure/aks/cluster/callers';
import { azureApplies } from '#clouds/azure/apply';
import { openSession } from '#clouds/azure/session';
import { writerOf } from '#clouds/azure/writer';
import { azureCredentialIn, azurePartsWith, type AzureMore } from './azure.ts';
import { isInside, sendInside } from './fix-cluster.ts';
import { nobodyNamed, notSignedIn, shortly, withRequests, type FixParts } from './fix-parts.ts';
import { azureRemediatorIn } from './remediator.ts';

/** Rules of a network security group are written one after the other within an action, each in seconds; more is left. */
const mostWait = 120_000;

/** Azure and the clusters in it: the remediator is an application of its own, which may read too. `more` is for tests. */
export const azureFixPartsWith = (more: AzureMore = {}): FixParts => {
  const parts = azurePartsWith({ askCallers: callersThrough, ...more });
  return {
    ...parts,
    asRemediator: (config) => {
      const clientId = azureRemediatorIn(config);
      const { targets } = config;
      if (clientId === undefined || !targets?.azure) return config;
      const azure = targets.azure.map((it) => (it.federation === undefined ? it : { ...it, clientId }));
      return { ...config, targets: { ...targets, azure } };
    },
    async send(way, action, subject) {
      const { gate, clock, config, cloud } = way;
      const subscription = subscriptionIn(subject.target);
      if (azureRemediatorIn(config, subscription) === undefined)
        return nobodyNamed(`the subscription ${subscription}`, cure);
      if (isInside(subject)) {
        const access = (cluster: typeof subject) => cloud.access(cluster);
        return sendInside({ ...way, access }, action, subject);
      }
      const { credential = azureCredentialIn(config, clock, more.signIn), clientOptions } = more;
      const session = await openSession({ clock, credential, clientOptions });
      if (!session) return notSignedIn('Azure', cure);
      const clients = session.clients(subscription);
      const writer = writerOf({ subscription, clients, gate, clock: shortly(clock, mostWait) });
      return withRequests(await sendBy(azureApplies, writer, action, subject), writer.requests);
    },
  };
};

/** `azure:<id>`, or that of a cluster: `k8s:/subscriptions/<id>/...`. */
const subscriptionIn = (target: string): string => /^(?:azure:|k8s:\/subscriptions\/)([^/]+)/.exec(target)?.[1] ?? '';

const cure = 'shoalwatch onboard azure --remediator makes an application: name it as remediator under targets.azure';

export const azureFixParts = azureFixPartsWith();
