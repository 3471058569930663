import { azureSignIn, gcpSignIn } from '#app/config/sign-in';
import type { Config } from '#app/config/schema';
import { sendBy } from '#clouds/apply-hand';
import type { ClusterAccess } from '#clouds/cluster-access';
import { gateOf } from '#clouds/gate';
import type { Failure } from '#clouds/sheet';
import { ShoalwatchError, type Action, type Cloud, type Hand, type Resource, type Sent } from '#model';
import { clock } from './wire.ts';

/** How a command reaches the clouds to change something: as whoever runs it, or as a role that is named. */
export interface HandOptions {
  readonly profile?: string;
  readonly roleArn?: string;
  readonly externalId?: string;
}

interface Reach {
  readonly options: HandOptions;
  readonly config: Config;
  readonly clouds: readonly Cloud[];
  /** What is known of a cluster, whose own API is written to. */
  readonly clusterAt: (address: string) => Promise<Resource | undefined>;
}

/** Sends actions from this machine. */
export function handOf(reach: Reach): Hand {
  const gate = gateOf({ clock, attempts: 1 });
  const ways: Readonly<Record<string, (action: Action, subject: Resource, person: string) => Promise<Sent>>> = {
    async aws(action, subject, person) {
      const [{ awsApplies }, { writerOf }, { clientsOf }] = await Promise.all([
        import('#clouds/aws/apply'),
        import('#clouds/aws/writer'),
        import('#clouds/aws/clients'),
      ]);
      const [, account = '', place = ''] = subject.target.split(':');
      const region = place === 'global' ? 'us-east-1' : place;
      const clients = clientsOf(await awsConfig(reach.options, account, region, person));
      try {
        return await sendBy(awsApplies, writerOf({ account, region, clients, gate, clock }), action, subject);
      } finally {
        clients.close();
      }
    },
    async azure(action, subject) {
      const [{ azureApplies }, { writerOf }, { openSession }] = await Promise.all([
        import('#clouds/azure/apply'),
        import('#clouds/azure/writer'),
        import('#clouds/azure/session'),
      ]);
      const signIn = azureSignIn(reach.config);
      const credential = signIn && (await import('./federated.ts')).azureCredential(signIn, { clock });
      const session = await openSession({ clock, credential });
      if (!session) throw signedOut('Azure', 'az login');
      const [, subscription = ''] = subject.target.split(':');
      const writer = writerOf({ subscription, clients: session.clients(subscription), gate, clock });
      return sendBy(azureApplies, writer, action, subject);
    },
    async gcp(action, subject) {
      const [{ gcpApplies }, { writerOf }, { openSession }] = await Promise.all([
        import('#clouds/gcp/apply'),
        import('#clouds/gcp/writer'),
        import('#clouds/gcp/session'),
      ]);
      const signIn = gcpSignIn(reach.config);
      const auth = signIn && (await import('./federated.ts')).gcpAuth(signIn, { clock });
      const session = await openSession({ clock, auth });
      if (!('auth' in session)) throw signedOut('Google Cloud', 'gcloud auth application-default login');
      const project = subject.target.slice('gcp:'.length);
      return sendBy(gcpApplies, writerOf({ project, auth: session.auth, gate, clock }), action, subject);
    },
    async k8s(action, subject) {
      const [{ kubernetesApplies }, { writerOf }] = await Promise.all([
        import('#clouds/kubernetes/apply'),
        import('#clouds/kubernetes/writer'),
      ]);
      const cluster = subject.target.slice('k8s:'.length);
      const { endpoint: url, ca, token } = await accessTo(cluster, reach);
      const writer = writerOf({ gate, cluster, endpoint: { url, ca }, token });
      try {
        return await sendBy(kubernetesApplies, writer, action, subject);
      } finally {
        await writer.close();
      }
    },
  };
  return {
    // On a laptop the audit log names the caller, as it names his own changes: nobody can be told apart by that.
    actor: () => Promise.resolve(undefined),
    send(action, subject, person) {
      const way = ways[subject.target.split(':')[0] ?? ''];
      if (way) return way(action, subject, person);
      throw new ShoalwatchError('usage', `${subject.target} was read from files: nothing can be changed there`);
    },
  };
}

async function awsConfig(
  { profile, roleArn: role, externalId }: HandOptions,
  account: string,
  region: string,
  person: string,
) {
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  const named = profile === undefined ? {} : { profile };
  const own = { ...named, region, credentials: fromNodeProviderChain(named) };
  if (role !== undefined)
    return (await import('#clouds/aws/remediator')).asRemediator(own, { role, externalId, person });
  const { openAccount } = await import('#clouds/aws/session');
  const session = await openAccount({ account }, { gate: gateOf({ clock }), clock, base: own });
  if ('failure' in session) {
    throw new ShoalwatchError('cloud', session.failure.detail, {
      cure: `use credentials of account ${account} with --profile, or a role there that may change it with --role-arn`,
    });
  }
  return own;
}

async function accessTo(cluster: string, { clouds, clusterAt }: Reach): Promise<ClusterAccess> {
  const it = await clusterAt(cluster);
  const provider = it?.target.split(':')[0];
  const cloud = clouds.find((one) => one.provider === provider);
  const access = it && cloud && opens(cloud) ? await cloud.access(it) : undefined;
  if (access && 'endpoint' in access) return access;
  const why = access && 'detail' in access ? access.detail : 'its cloud is not read from here';
  throw new ShoalwatchError('cloud', `the Kubernetes API of ${cluster} cannot be called: ${why}`, {
    cure: 'shoalwatch doctor',
  });
}

interface Opening extends Cloud {
  access(cluster: Resource): Promise<ClusterAccess | Failure>;
}

const opens = (cloud: Cloud): cloud is Opening => 'access' in cloud && typeof cloud.access === 'function';

const signedOut = (where: string, how: string): ShoalwatchError =>
  new ShoalwatchError('cloud', `nobody is signed in to ${where}`, { cure: how });
