import { stringify } from 'yaml';
import type { Type } from '#model';
import { remediatorPolicy } from '#report/onboard/aws-member';
import { permissionsOf } from '#report/onboard/permissions';
import { azureRemediator, clusterRemediator, gcpRemediator, type Remediable } from '#report/onboard/remediator-roles';
import { awsPolicy, azureRole, clusterRole, gcpRole } from '#report/onboard/roles';
import type { Generated } from './generated.ts';

const head = '# Written by `npm run gen` from the resource types. Do not edit.\n';
const fixHead = '# Written by `npm run gen` from the resource types and the actions of fixes. Do not edit.\n';

/** Stands for the place that gives a role. */
const nil = '00000000-0000-0000-0000-000000000000';

/** The roles of each platform: exactly the permissions that reading the types needs. */
export function readerRoles(types: readonly Type[]): Generated[] {
  const allowed = permissionsOf(types);
  return [
    json('aws-reader-policy', awsPolicy('ShoalwatchReader', allowed['aws-reader'])),
    json('aws-organization-policy', awsPolicy('ShoalwatchOrganization', allowed['aws-organization'])),
    json(
      'azure-reader-role',
      azureRole({
        name: 'Shoalwatch Reader',
        description: 'Reads what Shoalwatch audits.',
        actions: allowed['azure-reader'],
        scopes: [`/subscriptions/${nil}`],
      }),
    ),
    json(
      'azure-cluster-role',
      azureRole({
        name: 'Shoalwatch Cluster User',
        description: 'Opens the clusters that Shoalwatch audits as their user, never as their administrator.',
        actions: allowed['azure-cluster'],
        scopes: [`/subscriptions/${nil}`],
      }),
    ),
    json(
      'azure-management-group-role',
      azureRole({
        name: 'Shoalwatch Management Group Reader',
        description: 'Lists the subscriptions that Shoalwatch audits.',
        actions: allowed['azure-management-group'],
        scopes: [`/providers/Microsoft.Management/managementGroups/${nil}`],
      }),
    ),
    yaml('gcp-reader-role', gcpRole('Shoalwatch Reader', 'Reads what Shoalwatch audits.', allowed['gcp-reader'])),
    yaml(
      'gcp-cluster-role',
      gcpRole('Shoalwatch Cluster User', 'Opens the clusters that Shoalwatch audits.', allowed['gcp-cluster']),
    ),
    yaml(
      'gcp-organization-role',
      gcpRole(
        'Shoalwatch Organization Reader',
        'Lists the projects that Shoalwatch audits.',
        allowed['gcp-organization'],
      ),
    ),
    yaml('kubernetes-reader', clusterRole(allowed['kubernetes-reader'])),
  ];
}

/**
 * The roles of whoever may change something: in AWS what the actions need and no reading, elsewhere both. The account stands
 * open in AWS: the policy counts in the one that holds the role.
 */
export function remediatorRoles(of: Remediable): Generated[] {
  const where = { account: '*', partition: 'aws', reader: 'shoalwatch-read' };
  const member = { role: 'shoalwatch-remediate', actions: of.actions };
  return [
    json('aws-remediator-policy', remediatorPolicy(of.types, member, where)),
    json('azure-remediator-role', azureRemediator(of, [`/subscriptions/${nil}`])),
    yaml('gcp-remediator-role', gcpRemediator(of), fixHead),
    yaml('kubernetes-remediator', clusterRemediator(of), fixHead),
  ];
}

const json = (name: string, value: object): Generated => ({
  path: `docs/roles/${name}.gen.json`,
  text: `${JSON.stringify(value, null, 2)}\n`,
});

const yaml = (name: string, value: object, begin = head): Generated => ({
  path: `docs/roles/${name}.gen.yaml`,
  text: begin + stringify(value),
});
