import type { Command } from 'commander';
import { clusterTypes } from '#clouds/kubernetes/types';
import { ShoalwatchError } from '#model';
import { clusterScript, clusterTerraform, type ClusterPlace } from '#report/onboard/cluster';
import { fixActions } from '../fix/desk.ts';
import { terminal } from '../terminal.ts';
import { done, example, formed, needed, principalOf, withCommon, type Common } from '../onboard-options.ts';

/** Adds `onboard cluster`. */
export function addOnboardCluster(onboard: Command): void {
  withCommon(onboard.command('cluster').description('the reader role inside a cluster, and the way to it'), [
    'cli',
    'terraform',
  ])
    .argument('<address>', 'the ARN, the resource id or the name of the cluster')
    .option('--principal <id>', 'who reads: the ARN of a role, the object id of an identity, or a service account')
    .option('--remediator', 'who may change what plans say, beside reading')
    .addHelpText(
      'after',
      example(
        'cluster arn:aws:eks:eu-west-1:111122223333:cluster/shop --principal arn:aws:iam::111122223333:role/shoalwatch-read',
      ),
    )
    .action(async (address: string, { principal, format, remediator }: Common & { readonly remediator?: boolean }) => {
      const at = clusterAt(address, needed(principal, '--principal', 'who reads the cluster'));
      const place = { ...at, ...(remediator && { actions: fixActions }) };
      await terminal().data((format === 'cli' ? clusterScript : clusterTerraform)(clusterTypes, place));
      done('kubernetes', `the cluster ${place.name}`);
    });
}

const forms = {
  eks: /^arn:aws[a-z-]*:eks:(?<region>[a-z0-9-]+):\d{12}:cluster\/(?<name>[A-Za-z0-9][\w-]{0,99})$/,
  aks: /^\/subscriptions\/(?<subscription>[0-9a-f-]{36})\/resourceGroups\/(?<resourceGroup>[\w.()-]{1,90})\/providers\/Microsoft\.ContainerService\/managedClusters\/(?<name>[A-Za-z0-9][\w-]{0,62})$/i,
  gke: /^(?:\/\/container\.googleapis\.com\/)?projects\/(?<project>[a-z][a-z0-9-]{4,28}[a-z0-9])\/locations\/(?<location>[a-z0-9-]+)\/clusters\/(?<name>[a-z][a-z0-9-]{0,39})$/,
};

/** A cluster by its address, whose form says which cloud's it is. Throws a usage error. */
function clusterAt(address: string, principal: string): ClusterPlace {
  const eks = forms.eks.exec(address)?.groups;
  if (eks)
    return { is: 'eks', region: eks['region'] ?? '', name: eks['name'] ?? '', principal: principalOf(principal) };
  const aks = forms.aks.exec(address)?.groups;
  if (aks) {
    const { subscription = '', resourceGroup = '', name = '' }: Readonly<Record<string, string | undefined>> = aks;
    return { is: 'aks', subscription, resourceGroup, name, principal: objectId(principal) };
  }
  const gke = forms.gke.exec(address)?.groups;
  if (gke) {
    const { project = '', location = '', name = '' }: Readonly<Record<string, string | undefined>> = gke;
    return { is: 'gke', project, location, name, principal: serviceAccount(principal) };
  }
  throw new ShoalwatchError('usage', `${JSON.stringify(address)} is no address of a cluster`, {
    cure: 'give the ARN of an EKS cluster, the resource id of an AKS one, or projects/P/locations/L/clusters/N of GKE',
  });
}

const objectId = formed(
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  '--principal of an AKS cluster',
  'the object id of an identity',
);

const serviceAccount = formed(
  /^[a-z0-9-]{6,30}@[a-z0-9.-]{6,100}\.gserviceaccount\.com$/,
  '--principal of a GKE cluster',
  'the address of a service account',
);
