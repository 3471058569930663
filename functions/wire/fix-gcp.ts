import { sendBy } from '#clouds/apply-hand';
import { gcpApplies } from '#clouds/gcp/apply';
import type { GcpSettings } from '#clouds/gcp/cloud';
import { openSession } from '#clouds/gcp/session';
import { writerOf } from '#clouds/gcp/writer';
import { ShoalwatchError } from '#model';
import { isInside, sendInside } from './fix-cluster.ts';
import { shortly, withRequests, type FixParts } from './fix-parts.ts';
import { gcpAuthIn, gcpPartsWith } from './gcp.ts';

/** Google Cloud and the clusters in it: the remediator is a service account of its own, which may read too. `more` is for tests. */
export const gcpFixPartsWith = (more: Partial<GcpSettings> = {}): FixParts => {
  const parts = gcpPartsWith(more);
  return {
    ...parts,
    asRemediator: ({ targets, ...config }) => ({
      ...config,
      targets: {
        ...targets,
        ...(targets?.gcp && {
          gcp: targets.gcp.map(({ remediator, ...it }) =>
            remediator === undefined ? it : { ...it, serviceAccount: remediator },
          ),
        }),
      },
    }),
    async send({ gate, clock, config, cloud, clusterAt }, action, subject) {
      if (isInside(subject)) {
        const access = (cluster: typeof subject) => cloud.access(cluster);
        return sendInside({ gate, clusterAt, access, endpoint: parts.endpoint }, action, subject);
      }
      const { auth = gcpAuthIn(config, clock), clientOptions } = more;
      const session = await openSession({ clock, auth, clientOptions });
      if (!('auth' in session)) throw new ShoalwatchError('cloud', 'nobody is signed in to Google Cloud', { cure });
      const project = subject.target.slice('gcp:'.length);
      const way = { gate, clock: shortly(clock, 0), ...clientOptions };
      const writer = writerOf({ project, auth: session.auth, ...way });
      return withRequests(await sendBy(gcpApplies, writer, action, subject), writer.requests);
    },
  };
};

const cure = 'shoalwatch onboard gcp --remediator, and its address as remediator under targets.gcp';

export const gcpFixParts = gcpFixPartsWith();
