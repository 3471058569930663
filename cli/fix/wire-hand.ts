import { azureSignIn, gcpSignIn } from '#app/config/sign-in';
import type { Config } from '#app/config/schema';
import type { Apply } from '#clouds/apply';
import { sendBy, workBy } from '#clouds/apply-hand';
import type { ClusterAccess } from '#clouds/cluster-access';
import { gateOf } from '#clouds/gate';
import type { EndpointOptions } from '#clouds/kubernetes/connect/endpoint';
import type { Failure } from '#clouds/sheet';
import { ShoalwatchError, type Action, type Cloud, type Hand, type Resource, type Sent, type Work } from '#model';
import { clock } from '../wire.ts';

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
  /** How tests stand in for the network of clusters. */
  readonly endpoint?: EndpointOptions;
}

/** Sends actions from this machine. */
export function handOf(reach: Reach): Hand {
  const gate = gateOf({ clock, attempts: 1 });
  const ways: Readonly<Record<string, Way>> = {
    async aws(subject, person, work) {
      const [{ awsApplies }, { writerOf }, { clientsOf }] = await Promise.all([
        import('#clouds/aws/apply'),
        import('#clouds/aws/writer'),
        import('#clouds/aws/clients'),
      ]);
      const [, account = '', place = ''] = subject.target.split(':');
      const region = place === 'global' ? 'us-east-1' : place;
      const clients = clientsOf(await awsConfig(reach.options, account, region, person));
      try {
        return await work(writing(awsApplies, writerOf({ account, region, clients, gate, clock })));
      } finally {
        clients.close();
      }
    },
    async azure(subject, _person, work) {
      const [{ azureApplies }, { writerOf }, { openSession }] = await Promise.all([
        import('#clouds/azure/apply'),
        import('#clouds/azure/writer'),
        import('#clouds/azure/session'),
      ]);
      const signIn = azureSignIn(reach.config);
      const credential = signIn && (await import('../federated.ts')).azureCredential(signIn, { clock });
      const session = await openSession({ clock, credential });
      if (!session) throw signedOut('Azure', 'az login');
      const [, subscription = ''] = subject.target.split(':');
      const writer = writerOf({ subscription, clients: session.clients(subscription), gate, clock });
      return work(writing(azureApplies, writer));
    },
    async gcp(subject, _person, work) {
      const [{ gcpApplies }, { writerOf }, { openSession }] = await Promise.all([
        import('#clouds/gcp/apply'),
        import('#clouds/gcp/writer'),
        import('#clouds/gcp/session'),
      ]);
      const signIn = gcpSignIn(reach.config);
      const auth = signIn && (await import('../federated.ts')).gcpAuth(signIn, { clock });
      const session = await openSession({ clock, auth });
      if (!('auth' in session)) throw signedOut('Google Cloud', 'gcloud auth application-default login');
      const project = subject.target.slice('gcp:'.length);
      return work(writing(gcpApplies, writerOf({ project, auth: session.auth, gate, clock })));
    },
    async k8s(subject, person, work) {
      const [{ kubernetesApplies }, { writerOf }] = await Promise.all([
        import('#clouds/kubernetes/apply'),
        import('#clouds/kubernetes/writer'),
      ]);
      const cluster = subject.target.slice('k8s:'.length);
      const { endpoint: url, ca, token } = await accessTo(cluster, person, reach);
      const writer = writerOf({ ...reach.endpoint, gate, cluster, endpoint: { url, ca }, token });
      try {
        return await work(writing(kubernetesApplies, writer));
      } finally {
        await writer.close();
      }
    },
  };
  const wayTo = ({ target }: Resource): Way => {
    const way = ways[target.split(':')[0] ?? ''];
    if (way) return way;
    throw new ShoalwatchError('usage', `${target} was read from files: nothing can be changed there`);
  };
  return {
    // On a laptop the audit log names the caller, as it names his own changes: nobody can be told apart by that.
    actor: () => Promise.resolve(undefined),
    send: (action, subject, person) => wayTo(subject)(subject, person, ({ send }) => send(action, subject)),
    workOf: (id, action, subject, person) =>
      wayTo(subject)(subject, person, ({ workOf }) => workOf(id, action, subject)),
  };
}

/** What is done by whoever may write to what holds a resource. */
interface Writing {
  send(action: Action, subject: Resource): Promise<Sent>;
  workOf(id: string, action: Action, subject: Resource): Promise<Work | undefined>;
}

type Way = <T>(subject: Resource, person: string, work: (writing: Writing) => Promise<T>) => Promise<T>;

const writing = <W>(applies: readonly Apply<W>[], writer: W): Writing => ({
  send: (action, subject) => sendBy(applies, writer, action, subject),
  workOf: (id, action, subject) => workBy(applies, writer, id, action, subject),
});

/** How a change in an account of AWS is signed: as the role that is named, in the name of the person, or as whoever runs it. */
export async function awsConfig(
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

async function accessTo(
  cluster: string,
  person: string,
  { clouds, clusterAt, options }: Reach,
): Promise<ClusterAccess> {
  const it = await clusterAt(cluster);
  const [provider, account = '', region = ''] = it?.target.split(':') ?? [];
  const opened = async (one: Resource) => {
    // As the account itself is changed: who reads there may be another one.
    if (provider === 'aws') {
      const { eksAccess } = await import('#clouds/aws/access');
      return eksAccess(one, await awsConfig(options, account, region, person), clock);
    }
    const cloud = clouds.find((other) => other.provider === provider);
    return cloud && opens(cloud) ? cloud.access(one) : undefined;
  };
  const access = it && (await opened(it));
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
