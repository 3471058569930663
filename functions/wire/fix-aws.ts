import { sendBy } from '#clouds/apply-hand';
import { eksAccess } from '#clouds/aws/access';
import { awsApplies } from '#clouds/aws/apply';
import { clientsOf } from '#clouds/aws/clients';
import type { AwsSettings } from '#clouds/aws/cloud';
import { callersThrough } from '#clouds/aws/eks/cluster/callers';
import { asRemediator } from '#clouds/aws/remediator';
import { writerOf } from '#clouds/aws/writer';
import type { Sent } from '#model';
import { awsPartsWith } from './aws.ts';
import { isInside, sendInside } from './fix-cluster.ts';
import { shortly, withRequests, type FixParts } from './fix-parts.ts';
import { remediatorIn } from './remediator.ts';

/** The region in which a remediator speaks to the global services. */
const globalRegion = 'us-east-1';

/**
 * AWS and the clusters in it. The function reads as any reader does; to change something it takes the remediator's role of
 * the account, for one action and in the name of a person. `more` is for tests.
 */
export const awsFixPartsWith = (more: Partial<AwsSettings> = {}): FixParts => {
  const parts = awsPartsWith({ askCallers: callersThrough, ...more });
  return {
    ...parts,
    asRemediator: (config) => config,
    async send({ gate, clock, config, role, clusterAt }, action, subject, person) {
      const [, account = '', region = ''] = placeOf(subject.target);
      const own = { ...more.clientConfig, region };
      const remediator = remediatorIn(config, account, role);
      const given = await asRemediator(own, { ...remediator, person }).catch((error: unknown) =>
        notLetIn(remediator.role, error),
      );
      if ('is' in given) return given;
      if (isInside(subject)) {
        const access = (cluster: typeof subject) => eksAccess(cluster, given, clock);
        return sendInside({ gate, clusterAt, access, endpoint: parts.endpoint }, action, subject);
      }
      const clients = clientsOf(given);
      try {
        const writer = writerOf({ account, region, clients, gate, clock: shortly(clock, 0) });
        return withRequests(await sendBy(awsApplies, writer, action, subject), writer.requests);
      } finally {
        clients.close();
      }
    },
  };
};

/** Whoever is not let in has sent nothing. */
function notLetIn(role: string, error: unknown): Sent {
  const [code, why] = error instanceof Error ? [error.name, error.message] : ['unknown', String(error)];
  return { is: 'refused', code, says: `The role ${role} could not be assumed: ${why}` };
}

/** `aws:1:eu-west-1`, or the same of the account and region of a cluster. */
function placeOf(target: string): readonly string[] {
  const [cloud = '', first = '', second = '', ...rest] = target.split(':');
  if (cloud === 'k8s') return ['aws', rest[2] ?? '', rest[1] ?? ''];
  return [cloud, first, second === 'global' ? globalRegion : second];
}

export const awsFixParts = awsFixPartsWith();
