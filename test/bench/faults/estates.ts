import type { Reading } from '#model';
import { generateAwsEstate } from '../../sim/aws/generate.ts';
import { startAws } from '../../sim/aws/server.ts';
import { generateAzureEstate } from '../../sim/azure/generate.ts';
import { startAzure } from '../../sim/azure/server.ts';
import type { FaultLine, Trace } from '../../sim/faults.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startGcp } from '../../sim/gcp/server.ts';
import type { AwsRegion } from '../../sim/aws/estate.ts';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import { startKubernetes } from '../../sim/kubernetes/server.ts';
import { awsAt, azureAt, clustersAt, gcpAt, type Opened } from '../clouds-at.ts';
import { kubernetesReading } from '../fleet/kubernetes.ts';
import { wellRecorded } from './aws-parts.ts';
import { changedAws } from './aws-changes.ts';
import { changedAzure } from './azure-changes.ts';
import { changedGcp } from './gcp-changes.ts';
import { guarded, withGoogleIngresses } from './kubernetes-admission-changes.ts';
import { changedKubernetes } from './kubernetes-changes.ts';
import { openRepository } from './aws-outsider-changes.ts';
import { withOwnEngine } from './kubernetes-cross-changes.ts';
import { strictlyGatekept } from './kubernetes-gatekeeper-changes.ts';
import { reachedInterfaces, withReachedImages, withSecretReader } from './kubernetes-reach-changes.ts';
import { withAnalysedImages } from './kubernetes-registry-changes.ts';
import { idleWorkload } from './kubernetes-workload-changes.ts';
import { withUntrusted } from './kubernetes-sandbox-changes.ts';

export const clouds = ['aws', 'azure', 'gcp', 'kubernetes'] as const;

/** One simulated cloud of the matrix. */
export interface Subject extends Opened {
  readonly name: (typeof clouds)[number];
  setFaults(lines: readonly FaultLine[], trace: Trace): void;
  trace(): Trace;
  /** How many answers were spoilt since the faults were set. */
  spoilt(): number;
  /**
   * Whether what is read of one target can say nothing of another one, so that a fault in one needs no look at the others. AWS
   * reads each target on a sheet and with clients of its own (`visit`), and each connection carries one request at a time.
   * Projects of GCP share connections that a fault may end under all of them, and clusters have each a simulator in which the
   * fault comes.
   */
  readonly isReadApart: boolean;
}

/** Small clouds that between them show every rule a pass and a fail. */
export interface Estates {
  readonly subjects: readonly Subject[];
  /** Clusters whose API no fault concerns, and an account that none does. */
  readonly others: readonly Reading[];
}

const region = 'eu-central-1';

/** Listings of AWS whose pages are so small that first, middle and last calls are pages of one list. */
const pageSizes = {
  'eks:ListClusters': 1,
  'eks:ListNodegroups': 2,
  'eks:ListAccessEntries': 2,
  'ecr:DescribeRepositories': 4,
  'ecr:DescribeImages': 2,
  'ec2:DescribeSecurityGroups': 6,
  'ec2:DescribeNetworkInterfaces': 30,
  'ec2:DescribeInstances': 10,
  'ec2:DescribeVolumes': 25,
  'ec2:DescribeSubnets': 7,
  'iam:GetAccountAuthorizationDetails': 8,
  'inspector2:ListFindings': 7,
};

export async function startEstates(seed: number): Promise<Estates> {
  const generated = generateAwsEstate({ seed, clusters: 3, accounts: 1, regions: [region] });
  const [account = ''] = Object.keys(generated.accounts);
  const awsEstate = changedAws(generated, account, region);
  const held = awsEstate.accounts[account]?.regions[region];
  const azureEstate = changedAzure(generateAzureEstate({ seed, clusters: 4 }));
  const gcpEstate = changedGcp(generateGcpEstate({ seed, clusters: 4 }));
  const inside = (provider: 'eks' | 'aks' | 'gke') => generateKubernetesEstate({ seed, provider, namespaces: 2 });
  const own = changedKubernetes(inside('eks'), ownImageOf(held));
  const eks = { ...own, objects: [...own.objects, ...reachedInterfaces(taggedImageOf(held))] };

  const aws = await startAws({ estate: awsEstate, pageSizes });
  const azure = await startAzure({ estate: azureEstate, pageSize: 1 });
  const gcp = await startGcp({ estate: gcpEstate });
  const kubernetes = await startKubernetes({ estate: eks });
  // What a rule says once of a cluster it says of two of them in two ways.
  const aksInside = inside('aks');
  const idle = { ...aksInside, objects: [...aksInside.objects, ...idleWorkload()] };
  const other = withSecretReader(withOwnEngine(guarded(idle)));
  const untouched = await startKubernetes({ estate: other });
  const [aks] = azureEstate.subscriptions[0]?.managedClusters ?? [];
  const project = gcpEstate.projects[0];
  const gke = project?.clusters[0];
  const projectId = project?.projectId ?? '';
  const gkeInside = withReachedImages(
    withAnalysedImages(withUntrusted(withGoogleIngresses(strictlyGatekept(inside('gke')))), projectId),
    projectId,
  );
  const google = await startKubernetes({ estate: gkeInside });
  const gkeName = `projects/${projectId}/locations/${gke?.location ?? ''}/clusters/${gke?.name ?? ''}`;

  const clusters = [
    [kubernetes, held?.clusters[1]?.arn ?? ''],
    [untouched, (aks?.id ?? '').toLowerCase()],
    [google, `//container.googleapis.com/${gkeName}`],
  ] as const;

  const subject = (name: Subject['name'], opened: Opened, ...sims: readonly Simulator[]): Subject => {
    let from: readonly number[] = [];
    return {
      name,
      cloud: opened.cloud,
      isReadApart: name === 'aws',
      setFaults(lines, trace) {
        from = sims.map(({ calls }) => calls.length);
        for (const sim of sims) sim.setFaults(lines, trace);
      },
      // Of several the first says at which calls faults come.
      trace: () => sims[0]?.trace() ?? {},
      spoilt: () => sims.flatMap(({ calls }, i) => calls.slice(from[i]).filter((call) => 'fault' in call)).length,
      close: async () => {
        await opened.close();
        for (const sim of sims) await sim.close();
      },
    };
  };
  return {
    subjects: [
      subject('aws', awsAt(aws.url, account), aws),
      subject('azure', azureAt(azure), azure),
      subject('gcp', gcpAt(gcp), gcp),
      subject('kubernetes', clustersAt(clusters), kubernetes, untouched, google),
    ],
    others: [kubernetesReading(held?.clusters[0]?.arn ?? '', inside('eks')), ...wellRecorded(region)],
  };
}

interface Simulator extends Pick<Subject, 'setFaults' | 'trace'> {
  readonly calls: readonly object[];
  close(): Promise<void>;
}

/** An image of the account's own registry. */
function ownImageOf(held: AwsRegion | undefined): string {
  const [repository] = held?.repositories ?? [];
  const [detail] = held?.ecrImages[repository?.repositoryName ?? ''] ?? [];
  return `${repository?.repositoryUri ?? ''}@${detail?.imageDigest ?? ''}`;
}

/** An image of the repository that everyone may push to, by a tag. */
function taggedImageOf(held: AwsRegion | undefined): { readonly image: string; readonly digest: string } {
  const repository = held && openRepository(held);
  const [detail] = held?.ecrImages[repository?.repositoryName ?? ''] ?? [];
  return { image: `${repository?.repositoryUri ?? ''}:v1`, digest: detail?.imageDigest ?? '' };
}
