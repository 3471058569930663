import { sendBy, workBy } from '#clouds/apply-hand';
import { gcpApplies } from '#clouds/gcp/apply';
import { callersThrough } from '#clouds/gcp/gke/cluster/callers';
import { openSession } from '#clouds/gcp/session';
import { writerOf, type GcpWriter } from '#clouds/gcp/writer';
import { isInside, sendInside } from './fix-cluster.ts';
import { nobodyNamed, notSignedIn, shortly, withRequests, type FixParts, type SendWay } from './fix-parts.ts';
import { gcpAuthIn, gcpPartsWith, type GcpMore } from './gcp.ts';
import { gcpRemediatorIn } from './remediator.ts';

/** Google Cloud and the clusters in it: the remediator is a service account of its own, which may read too. `more` is for tests. */
export const gcpFixPartsWith = (more: GcpMore = {}): FixParts => {
  const parts = gcpPartsWith({ askCallers: callersThrough, ...more });
  const writerIn = async (project: string, { gate, clock, config }: SendWay): Promise<GcpWriter | undefined> => {
    const { signIn } = more;
    const { auth = gcpAuthIn(config, clock, signIn), clientOptions } = more;
    const session = await openSession({ clock, auth, clientOptions });
    if (!('auth' in session)) return undefined;
    const options = { gate, clock: shortly(clock, 0), ...(clientOptions ?? signIn?.clientOptions?.(session.auth)) };
    return writerOf({ project, auth: session.auth, ...options });
  };
  return {
    ...parts,
    asRemediator: (config) => {
      const serviceAccount = gcpRemediatorIn(config)?.serviceAccount;
      const { targets } = config;
      if (serviceAccount === undefined || !targets?.gcp) return config;
      const gcp = targets.gcp.map((it) => (it.pool === undefined ? it : { ...it, serviceAccount }));
      return { ...config, targets: { ...targets, gcp } };
    },
    async send(way, action, subject) {
      const { config, cloud } = way;
      const project = projectIn(subject.target);
      if (!gcpRemediatorIn(config, project)) return nobodyNamed(`the project ${project}`, cure);
      if (isInside(subject)) {
        const access = (cluster: typeof subject) => cloud.access(cluster);
        return sendInside({ ...way, access }, action, subject);
      }
      const writer = await writerIn(project, way);
      if (!writer) return notSignedIn('Google Cloud', cure);
      return withRequests(await sendBy(gcpApplies, writer, action, subject), writer.requests);
    },
    async workOf(way, work, action, subject) {
      const writer = await writerIn(projectIn(subject.target), way);
      if (!writer) return { is: 'unread', says: 'nobody is signed in to Google Cloud' };
      return workBy(gcpApplies, writer, work, action, subject);
    },
  };
};

/** `gcp:<id>`, or that of a cluster: `k8s://container.googleapis.com/projects/<id>/...`. */
const projectIn = (target: string): string =>
  /^(?:gcp:|k8s:\/\/container\.googleapis\.com\/projects\/)([^/]+)/.exec(target)?.[1] ?? '';

const cure = 'shoalwatch onboard gcp --remediator makes a service account: name it as remediator under targets.gcp';

export const gcpFixParts = gcpFixPartsWith();
