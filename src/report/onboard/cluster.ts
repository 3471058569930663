import type { ActionType, Type } from '#model';
import { hclOf, ref, type Block } from './hcl.ts';
import { permissionsOf } from './permissions.ts';
import { actionPermissions } from './remediator.ts';
import { azureRole, clusterFixRoleName, clusterRole, clusterRoleName, gcpRole, type ClusterRule } from './roles.ts';
import { putAzureRole, putGcpRole, whetherThere } from './once.ts';
import { commandOf, documentIn, scriptOf } from './script.ts';

/** A cluster whose Kubernetes API is to be read, or changed, and by whom. */
export type ClusterPlace = Api & {
  /** What may be changed there beside reading; without it nothing. */
  readonly actions?: readonly ActionType[] | undefined;
};

type Api =
  | {
      readonly is: 'eks';
      readonly region: string;
      readonly name: string;
      /** The ARN of the role that reads. */
      readonly principal: string;
    }
  | {
      readonly is: 'aks';
      readonly subscription: string;
      readonly resourceGroup: string;
      readonly name: string;
      /** The object id of the identity that reads. */
      readonly principal: string;
    }
  | {
      readonly is: 'gke';
      readonly project: string;
      readonly location: string;
      readonly name: string;
      /** The address of the service account that reads. */
      readonly principal: string;
    };

/** Whom EKS takes the reader for; on AKS and GKE the reader stands in the binding itself. */
const groupOf = ({ actions }: ClusterPlace): string => (actions ? 'shoalwatch-remediators' : 'shoalwatch-readers');

const roleNameOf = ({ actions }: ClusterPlace): string => (actions ? clusterFixRoleName : clusterRoleName);

const roleOf = (types: readonly Type[], place: ClusterPlace) =>
  clusterRole(
    [...permissionsOf(types)['kubernetes-reader'], ...actionPermissions(place.actions ?? [], 'cluster')],
    roleNameOf(place),
  );

const authorization = 'rbac.authorization.k8s.io';

const subjectOf = (place: ClusterPlace) =>
  place.is === 'eks' ? { kind: 'Group', name: groupOf(place) } : { kind: 'User', name: place.principal };

const bindingOf = (place: ClusterPlace) => ({
  apiVersion: `${authorization}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name: roleNameOf(place) },
  roleRef: { apiGroup: authorization, kind: 'ClusterRole', name: roleNameOf(place) },
  subjects: [{ apiGroup: authorization, ...subjectOf(place) }],
});

/** A script for kubectl and the CLI of the cluster's cloud. */
export function clusterScript(types: readonly Type[], place: ClusterPlace): string {
  const items = [roleOf(types, place), bindingOf(place)];
  return scriptOf([
    '# Run it signed in as somebody who administers the cluster. kubectl is pointed at it.',
    ...entrySteps(types, place),
    documentIn('objects', { apiVersion: 'v1', kind: 'List', items }),
    `printf '%s\\n' "$objects" | kubectl apply -f -`,
  ]);
}

function entrySteps(types: readonly Type[], place: ClusterPlace): readonly string[] {
  switch (place.is) {
    case 'eks': {
      const { region, name, principal } = place;
      const entry = { region, 'cluster-name': name, 'principal-arn': principal };
      const whole = { ...entry, 'kubernetes-groups': groupOf(place) };
      return [
        whetherThere(
          commandOf('aws eks describe-access-entry', entry),
          [commandOf('aws eks update-access-entry', whole)],
          [commandOf('aws eks create-access-entry', whole)],
        ),
        commandOf('aws eks update-kubeconfig', { region, name }),
      ];
    }
    case 'aks': {
      const { subscription, resourceGroup, name, principal } = place;
      const role = aksRole(types, subscription);
      return [
        ...putAzureRole('role', role),
        commandOf('az role assignment create', {
          'assignee-object-id': principal,
          'assignee-principal-type': 'ServicePrincipal',
          role: role.Name,
          scope: aksId(place),
        }),
        commandOf('az aks get-credentials', { subscription, 'resource-group': resourceGroup, name }),
      ];
    }
    case 'gke': {
      const { project, location, name, principal } = place;
      return [
        putGcpRole(gkeRoleId, { project }, gkeRole(types)),
        commandOf(`gcloud projects add-iam-policy-binding ${project}`, {
          member: `serviceAccount:${principal}`,
          condition: 'None',
          role: `projects/${project}/roles/${gkeRoleId}`,
        }),
        commandOf(`gcloud container clusters get-credentials ${name}`, { project, location }),
      ];
    }
  }
}

const gkeRoleId = 'shoalwatchClusterUser';

const aksRole = (types: readonly Type[], subscription: string) =>
  azureRole({
    name: 'Shoalwatch Cluster User',
    description: 'Opens the clusters that Shoalwatch audits as their user, never as their administrator.',
    actions: permissionsOf(types)['azure-cluster'],
    scopes: [`/subscriptions/${subscription}`],
  });

const gkeRole = (types: readonly Type[]) =>
  gcpRole('Shoalwatch Cluster User', 'Opens the clusters that Shoalwatch audits.', permissionsOf(types)['gcp-cluster']);

const aksId = ({ subscription, resourceGroup, name }: Extract<ClusterPlace, { is: 'aks' }>): string =>
  `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${name}`;

/** The same as Terraform, whose Kubernetes provider is pointed at the cluster. */
export function clusterTerraform(types: readonly Type[], place: ClusterPlace): string {
  const { rules } = roleOf(types, place);
  const metadata: Block = { head: 'metadata', arguments: { name: roleNameOf(place) } };
  const subject = { api_group: authorization, ...subjectOf(place) };
  return hclOf([
    ...entryBlocks(types, place),
    {
      head: 'resource "kubernetes_cluster_role_v1" "shoalwatch_reader"',
      blocks: [metadata, ...rules.map(ruleBlock)],
    },
    {
      head: 'resource "kubernetes_cluster_role_binding_v1" "shoalwatch_reader"',
      blocks: [
        metadata,
        {
          head: 'role_ref',
          arguments: {
            api_group: authorization,
            kind: 'ClusterRole',
            name: ref('kubernetes_cluster_role_v1.shoalwatch_reader.metadata[0].name'),
          },
        },
        { head: 'subject', arguments: subject },
      ],
    },
  ]);
}

const ruleBlock = (rule: ClusterRule): Block => ({
  head: 'rule',
  arguments:
    'nonResourceURLs' in rule
      ? { non_resource_urls: rule.nonResourceURLs, verbs: rule.verbs }
      : {
          api_groups: rule.apiGroups,
          resources: rule.resources,
          ...(rule.resourceNames && { resource_names: rule.resourceNames }),
          verbs: rule.verbs,
        },
});

function entryBlocks(types: readonly Type[], place: ClusterPlace): readonly Block[] {
  switch (place.is) {
    case 'eks': {
      const { region, name, principal } = place;
      const own = { region, cluster_name: name, principal_arn: principal, kubernetes_groups: [groupOf(place)] };
      return [{ head: 'resource "aws_eks_access_entry" "shoalwatch"', arguments: own }];
    }
    case 'aks': {
      const role = aksRole(types, place.subscription);
      return [
        {
          head: 'resource "azurerm_role_definition" "cluster_user"',
          arguments: {
            name: role.Name,
            description: role.Description,
            scope: role.AssignableScopes[0] ?? '',
            assignable_scopes: role.AssignableScopes,
          },
          blocks: [{ head: 'permissions', arguments: { actions: role.Actions } }],
        },
        {
          head: 'resource "azurerm_role_assignment" "cluster_user"',
          arguments: {
            scope: aksId(place),
            role_definition_id: ref('azurerm_role_definition.cluster_user.role_definition_resource_id'),
            principal_id: place.principal,
          },
        },
      ];
    }
    case 'gke': {
      const { project, principal } = place;
      const { title, description, includedPermissions: permissions } = gkeRole(types);
      return [
        {
          head: 'resource "google_project_iam_custom_role" "cluster_user"',
          arguments: { project, role_id: gkeRoleId, title, description, permissions },
        },
        {
          head: 'resource "google_project_iam_member" "cluster_user"',
          arguments: {
            project,
            role: ref('google_project_iam_custom_role.cluster_user.name'),
            member: `serviceAccount:${principal}`,
          },
        },
      ];
    }
  }
}
