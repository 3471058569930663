import type { Config } from '#app/config/schema';
import { azureSignIn, gcpSignIn } from '#app/config/sign-in';
import type { Standing } from '#clouds/standing';
import type { Target } from '#model';
import type { Delivery } from './delivery.ts';
import { clock, type CloudOptions } from '../wire.ts';

/** Whether Event Grid hands on the changes in each of these subscriptions. */
export async function azureDelivery(
  targets: readonly Target[],
  config: Config,
  options: CloudOptions,
): Promise<readonly Delivery[]> {
  if (targets.length === 0) return [];
  const { openSession } = await import('#clouds/azure/session');
  const { subscriptionStanding } = await import('#clouds/azure/event-subscriptions');
  const { gateOf } = await import('#clouds/gate');
  const signIn = azureSignIn(config);
  const credential = signIn && (await import('../federated.ts')).azureCredential(signIn, { clock, ...options });
  const session = await openSession({ clock, credential });
  const gate = gateOf({ clock });
  return each(targets, eventGrid, (subscription) =>
    session ? subscriptionStanding({ session, gate }, subscription) : nobody('Azure'),
  );
}

/** Whether a log sink hands on the changes in each of these projects. */
export async function gcpDelivery(
  targets: readonly Target[],
  config: Config,
  options: CloudOptions,
): Promise<readonly Delivery[]> {
  if (targets.length === 0) return [];
  const { openSession } = await import('#clouds/gcp/session');
  const { sinkStanding } = await import('#clouds/gcp/log-sinks');
  const { gateOf } = await import('#clouds/gate');
  const signIn = gcpSignIn(config);
  const auth = signIn && (await import('../federated.ts')).gcpAuth(signIn, { clock, ...options });
  const session = await openSession({ clock, auth });
  const gate = gateOf({ clock });
  return each(targets, { what: 'log sink' }, (project) =>
    'signedOut' in session ? nobody('Google Cloud') : sinkStanding({ session, gate }, project),
  );
}

const eventGrid = {
  what: 'Event Grid subscription',
  cure: 'az eventgrid event-subscription create --name shoalwatch --source-resource-id /subscriptions/<id> --endpoint <AzureEventsUrl> --azure-active-directory-tenant-id <tenant> --azure-active-directory-application-id-or-uri <audience>',
};

/** Asks for each target of a cloud; the cure stands where something is missing. */
const each = (
  targets: readonly Target[],
  { what, cure }: Pick<Delivery, 'what' | 'cure'>,
  ask: (account: string) => Standing | Promise<Standing>,
): Promise<readonly Delivery[]> =>
  Promise.all(
    targets.map(async ({ id }) => {
      const standing = await ask(id.slice(id.indexOf(':') + 1));
      const isMissing = standing.state === 'missing' && cure !== undefined;
      return { ...standing, what, places: [id], ...(isMissing && { cure }) };
    }),
  );

const nobody = (cloud: string): Standing => ({ state: 'unknown', detail: `Nobody is signed in to ${cloud}.` });
