import { awsTypes } from '#clouds/aws/types';
import { azureTypes } from '#clouds/azure/types';
import { gcpTypes } from '#clouds/gcp/types';
import { clusterTypes } from '#clouds/kubernetes/types';
import { withUndo } from '#engine/plan/undo';
import { busScript, busTerraform, type CentralBus } from '#report/onboard/aws-bus';
import { awsScript } from '#report/onboard/aws-cli';
import type { AwsMember } from '#report/onboard/aws-member';
import { awsTerraform } from '#report/onboard/aws-terraform';
import { azureScript, azureTerraform, type AzurePlace } from '#report/onboard/azure';
import { clusterScript, clusterTerraform, type ClusterPlace } from '#report/onboard/cluster';
import { gcpScript, gcpTerraform, type GcpPlace } from '#report/onboard/gcp';
import type { Type } from '#model';
import { rules } from '#rules/catalog.gen';

export const bus = 'arn:aws:events:eu-west-1:111122223333:event-bus/shoalwatch';

export const principal = 'arn:aws:iam::111122223333:role/shoalwatch';

export const secondPrincipal = 'arn:aws:iam::111122223333:role/stack/shoalwatch-reread-azure';

/** A member that says all that can be said. */
export const member: AwsMember = {
  role: 'security/shoalwatch-read',
  partition: 'aws',
  stackAccount: '111122223333',
  externalId: 'a+b=c,d.e@f:g/h-i',
  principals: [principal],
  organization: 'o-a1b2c3d4e5',
  events: { bus, regions: ['eu-west-1', 'eu-central-1'] },
};

/** A member that says no more than it has to. */
export const bareMember: AwsMember = {
  role: 'shoalwatch-read',
  ...{ partition: 'aws', stackAccount: '111122223333', externalId: 'abc' },
};

/** Every action that a plan or its way back can hold. */
export const actions = withUndo(rules.flatMap(({ remediation }) => remediation?.actions ?? []));

export const fixPrincipal = 'arn:aws:iam::111122223333:role/Shoalwatch-fix-aws-eu-west-1';

/** A member in which plans may be carried out too. */
export const fixedMember: AwsMember = {
  ...member,
  remediator: { role: 'security/shoalwatch-remediate', principal: fixPrincipal, actions },
};

export const azurePlace: AzurePlace = {
  subscriptions: ['11111111-2222-4333-8444-555555555555', '22222222-2222-4333-8444-555555555555'],
  managementGroups: ['prod'],
  issuer: 'https://3f5c0a1e.tokens.sts.global.api.aws',
  principals: [principal, secondPrincipal],
};

/** The same where nobody knows the issuer. */
export const azurePlaceAsked: AzurePlace = { ...azurePlace, issuer: undefined };

export const centralBus: CentralBus = {
  ...{ region: 'eu-west-1', name: 'shoalwatch', organization: 'o-a1b2c3d4e5', accounts: ['444455556666'] },
};

export const gcpPlace: GcpPlace = {
  home: 'shop-prod',
  projects: ['shop-prod', 'shop-test'],
  awsAccount: '111122223333',
  awsRoles: ['shoalwatch', 'shoalwatch-reread-gcp'],
  partition: 'aws',
};

export const clusters: readonly ClusterPlace[] = [
  { is: 'eks', region: 'eu-west-1', name: 'shop', principal: 'arn:aws:iam::111122223333:role/shoalwatch-read' },
  {
    is: 'aks',
    subscription: '11111111-2222-4333-8444-555555555555',
    ...{ resourceGroup: 'shop', name: 'shop', principal: '33333333-2222-4333-8444-555555555555' },
  },
  {
    is: 'gke',
    ...{ project: 'shop-prod', location: 'europe-west1', name: 'shop' },
    principal: 'shoalwatch-reader@shop-prod.iam.gserviceaccount.com',
  },
];

/** Where plans may be carried out outside AWS: whoever does has a sign-in of his own. */
export const fixedAzure: AzurePlace = { ...azurePlace, principals: [fixPrincipal], actions };

export const fixedGcp: GcpPlace = { ...gcpPlace, awsRoles: ['Shoalwatch-fix-gcp-eu-west-1'], actions };

export const fixedClusters: readonly ClusterPlace[] = clusters.map((it) => ({ ...it, actions }));

/** Every script, by what it is for. */
export const scripts: readonly (readonly [string, string])[] = [
  ['AWS', awsScript(awsTypes, member)],
  ['AWS without events', awsScript(awsTypes, bareMember)],
  ['the bus', busScript(centralBus)],
  ['Azure', azureScript(azureTypes, azurePlace)],
  ['Azure without the issuer', azureScript(azureTypes, azurePlaceAsked)],
  ['Google Cloud', gcpScript(gcpTypes, gcpPlace)],
  ['an organisation of Google Cloud', gcpScript(gcpTypes, { ...gcpPlace, organization: '456' })],
  ...clusters.map((it) => [it.is, clusterScript(clusterTypes, it)] as const),
  ['the remediator of AWS', awsScript(awsTypes, fixedMember)],
  ['the remediator of Azure', azureScript(azureTypes, fixedAzure)],
  ['the remediator of Google Cloud', gcpScript(gcpTypes, fixedGcp)],
  ['the remediator of an organisation of Google Cloud', gcpScript(gcpTypes, { ...fixedGcp, organization: '456' })],
  ...fixedClusters.map((it) => [`the remediator in ${it.is}`, clusterScript(clusterTypes, it)] as const),
];

export const terraforms: readonly (readonly [string, string])[] = [
  ['AWS', awsTerraform(awsTypes, member)],
  ['AWS without events', awsTerraform(awsTypes, bareMember)],
  ['the bus', busTerraform(centralBus)],
  ['Azure', azureTerraform(azureTypes, azurePlace)],
  ['Azure without the issuer', azureTerraform(azureTypes, azurePlaceAsked)],
  ['Google Cloud', gcpTerraform(gcpTypes, gcpPlace)],
  ['an organisation of Google Cloud', gcpTerraform(gcpTypes, { ...gcpPlace, organization: '456' })],
  ...clusters.map((it) => [it.is, clusterTerraform(clusterTypes, it)] as const),
  ['the remediator of AWS', awsTerraform(awsTypes, fixedMember)],
  ['the remediator of Azure', azureTerraform(azureTypes, fixedAzure)],
  ['the remediator of Google Cloud', gcpTerraform(gcpTypes, fixedGcp)],
  ['the remediator of an organisation of Google Cloud', gcpTerraform(gcpTypes, { ...fixedGcp, organization: '456' })],
  ...fixedClusters.map((it) => [`the remediator in ${it.is}`, clusterTerraform(clusterTypes, it)] as const),
  // Who reads and who changes stand in one module.
  ['Azure with its remediator', both(azureTerraform, azureTypes, azurePlace, fixedAzure)],
  ['Google Cloud with its remediator', both(gcpTerraform, gcpTypes, gcpPlace, fixedGcp)],
  ...clusters.map(
    (it) => [`${it.is} with its remediator`, both(clusterTerraform, clusterTypes, it, { ...it, actions })] as const,
  ),
];

function both<P>(
  printed: (types: readonly Type[], place: P) => string,
  types: readonly Type[],
  one: P,
  other: P,
): string {
  return `${printed(types, one)}\n${printed(types, other)}`;
}
