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
import { awsAt, azureAt, gcpAt, kubernetesAt, type Opened } from '../clouds-at.ts';
import { kubernetesReading } from '../fleet/kubernetes.ts';
import { changedAws } from './aws-changes.ts';
import { changedAzure } from './azure-changes.ts';
import { changedGcp } from './gcp-changes.ts';
import { changedKubernetes } from './kubernetes-changes.ts';

export const clouds = ['aws', 'azure', 'gcp', 'kubernetes'] as const;

/** One simulated cloud of the matrix. */
export interface Subject extends Opened {
  readonly name: (typeof clouds)[number];
  setFaults(lines: readonly FaultLine[], trace: Trace): void;
  trace(): Trace;
  /** How many answers were spoilt since the faults were set. */
  spoilt(): number;
}

/** Small clouds that between them show every rule a pass and a fail. */
export interface Estates {
  readonly subjects: readonly Subject[];
  /** Clusters whose API no fault concerns. */
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
  const eks = changedKubernetes(inside('eks'), ownImageOf(held));

  const aws = await startAws({ estate: awsEstate, pageSizes });
  const azure = await startAzure({ estate: azureEstate, pageSize: 1 });
  const gcp = await startGcp({ estate: gcpEstate });
  const kubernetes = await startKubernetes({ estate: eks });
  const [aks] = azureEstate.subscriptions[0]?.managedClusters ?? [];
  const project = gcpEstate.projects[0];
  const gke = project?.clusters[0];
  const gkeName = `projects/${project?.projectId ?? ''}/locations/${gke?.location ?? ''}/clusters/${gke?.name ?? ''}`;

  const subject = (
    name: Subject['name'],
    opened: Opened,
    sim: Pick<Subject, 'setFaults' | 'trace'> & { readonly calls: readonly object[]; close(): Promise<void> },
  ): Subject => {
    let from = 0;
    return {
      name,
      cloud: opened.cloud,
      setFaults(lines, trace) {
        from = sim.calls.length;
        sim.setFaults(lines, trace);
      },
      trace: () => sim.trace(),
      spoilt: () => sim.calls.slice(from).filter((call) => 'fault' in call).length,
      close: async () => {
        await opened.close();
        await sim.close();
      },
    };
  };
  return {
    subjects: [
      subject('aws', awsAt(aws.url, account), aws),
      subject('azure', azureAt(azure), azure),
      subject('gcp', gcpAt(gcp), gcp),
      subject('kubernetes', kubernetesAt(kubernetes, held?.clusters[1]?.arn ?? ''), kubernetes),
    ],
    others: [
      kubernetesReading(held?.clusters[0]?.arn ?? '', inside('eks')),
      kubernetesReading((aks?.id ?? '').toLowerCase(), inside('aks')),
      kubernetesReading(`//container.googleapis.com/${gkeName}`, inside('gke')),
    ],
  };
}

/** An image of the account's own registry. */
function ownImageOf(held: AwsRegion | undefined): string {
  const [repository] = held?.repositories ?? [];
  const [detail] = held?.ecrImages[repository?.repositoryName ?? ''] ?? [];
  return `${repository?.repositoryUri ?? ''}@${detail?.imageDigest ?? ''}`;
}
