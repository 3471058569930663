import { sendBy, workBy } from '#clouds/apply-hand';
import { eksAccess } from '#clouds/aws/access';
import { awsApplies } from '#clouds/aws/apply';
import { clientsOf, type ClientConfig } from '#clouds/aws/clients';
import type { AwsSettings } from '#clouds/aws/cloud';
import { eksCallers } from '#clouds/aws/eks/cluster/callers';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { awsFailure } from '#clouds/aws/failure';
import { asRemediator } from '#clouds/aws/remediator';
import { writerOf, type AwsWriter } from '#clouds/aws/writer';
import type { Failure } from '#clouds/sheet';
import type { Resource, Sent } from '#model';
import { awsPartsWith } from './aws.ts';
import { isInside, sendInside } from './fix-cluster.ts';
import { shortly, withRequests, type FixParts, type SendWay } from './fix-parts.ts';
import { remediatorIn } from './remediator.ts';

/** The region in which a remediator speaks to the global services. */
const globalRegion = 'us-east-1';

/**
 * AWS and the clusters in it. The function reads as any reader does; to change something it takes the remediator's role of
 * the account, for one action and in the name of a person, and to ask an audit log, which no reader may. `more` is for tests.
 */
export const awsFixPartsWith = (more: Partial<AwsSettings> = {}): FixParts => {
  const parts = awsPartsWith(more);
  return {
    ...parts,
    asRemediator: (config) => config,
    async callers({ gate, clock, config, role }, cluster, person) {
      if (cluster.type !== eksCluster.name) return undefined;
      const [, account = '', region = ''] = placeOf(cluster.target);
      const own = { ...more.clientConfig, region };
      const signIn = () => asRemediator(own, { ...remediatorIn(config, account, role), person });
      return eksCallers(cluster, { account, region, gate, clock, signIn });
    },
    async send(way, action, subject, person) {
      const given = await letIn(way, subject, person, more.clientConfig);
      if ('is' in given) return given;
      if (isInside(subject)) {
        const access = (cluster: typeof subject) => eksAccess(cluster, given, way.clock);
        return sendInside({ ...way, access }, action, subject);
      }
      return writing(way, subject, given, async (writer) =>
        withRequests(await sendBy(awsApplies, writer, action, subject), writer.requests),
      );
    },
    async workOf(way, work, action, subject, person) {
      const given = await letIn(way, subject, person, more.clientConfig);
      if ('is' in given) return { is: 'unread', says: given.says };
      return writing(way, subject, given, (writer) => workBy(awsApplies, writer, work, action, subject));
    },
  };
};

type NotLetIn = Exclude<Sent, { is: 'done' }>;

/** What passes by itself: a fix, and more so its way back, does not end for it. */
const passing: readonly Failure['reason'][] = ['throttled', 'timeout', 'unreachable'];

/** The clients as the remediator of the account that holds something. Whoever is not let in has sent nothing. */
async function letIn(
  { config, role: own }: SendWay,
  { target }: Resource,
  person: string,
  clientConfig: Partial<ClientConfig> = {},
): Promise<ClientConfig | NotLetIn> {
  const [, account = '', region = ''] = placeOf(target);
  const remediator = remediatorIn(config, account, own);
  try {
    return await asRemediator({ ...clientConfig, region }, { ...remediator, person });
  } catch (error) {
    const { reason, detail } = awsFailure(error);
    const says = `The role ${remediator.role} could not be assumed: ${detail}`;
    if (passing.includes(reason)) return { is: 'unsettled', code: reason, says };
    return { is: 'refused', code: error instanceof Error ? error.name : 'unknown', says };
  }
}

async function writing<T>(
  { gate, clock }: SendWay,
  { target }: Resource,
  given: ClientConfig,
  work: (writer: AwsWriter) => Promise<T>,
): Promise<T> {
  const [, account = '', region = ''] = placeOf(target);
  const clients = clientsOf(given);
  try {
    return await work(writerOf({ account, region, clients, gate, clock: shortly(clock, 0) }));
  } finally {
    clients.close();
  }
}

/** `aws:1:eu-west-1`, or the same of the account and region of a cluster. */
function placeOf(target: string): readonly string[] {
  const [cloud = '', first = '', second = '', ...rest] = target.split(':');
  if (cloud === 'k8s') return ['aws', rest[2] ?? '', rest[1] ?? ''];
  return [cloud, first, second === 'global' ? globalRegion : second];
}

export const awsFixParts = awsFixPartsWith();
