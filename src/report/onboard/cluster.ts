import type { ActionType, Type } from '#model';
import { hclOf, ref, type Block } from './hcl.ts';
import { permissionsOf } from './permissions.ts';
import { clusterFixRoleName, clusterRemediator } from './remediator-roles.ts';
import { azureRole, clusterRole, clusterRoleName, gcpRole, type ClusterRule } from './roles.ts';
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

interface Names {
  /** Whom EKS takes whoever comes for; on AKS and GKE that one stands in the binding itself. */
  readonly group: string;
  readonly role: string;
  /** In Terraform; and with it whatever stands beside the other one's. */
  readonly label: string;
  readonly entry: string;
  /** What opens a cluster of AKS, and one of GKE. */
  readonly user: string;
  readonly aksUser: string;
  readonly gkeUser: string;
}

const reading: Names = {
  ...{ group: 'shoalwatch-readers', role: clusterRoleName, label: 'shoalwatch_reader', entry: 'shoalwatch' },
  ...{ user: 'cluster_user', aksUser: 'Shoalwatch Cluster User', gkeUser: 'shoalwatchClusterUser' },
};

const fixing: Names = {
  ...{ group: 'shoalwatch-remediators', role: clusterFixRoleName, label: 'shoalwatch_remediator' },
  ...{ entry: 'shoalwatch_remediator', user: 'cluster_remediator' },
  ...{ aksUser: 'Shoalwatch Cluster Remediator', gkeUser: 'shoalwatchClusterRemediator' },
};

/** Whoever may change something is another one than who reads: both stand in one cluster, and in one Terraform module. */
const namesOf = ({ actions }: ClusterPlace): Names => (actions ? fixing : reading);

const roleOf = (types: readonly Type[], { actions }: ClusterPlace) =>
  actions ? clusterRemediator({ types, actions }) : clusterRole(permissionsOf(types)['kubernetes-reader']);

const authorization = 'rbac.authorization.k8s.io';

const subjectOf = (place: ClusterPlace) =>
  place.is === 'eks' ? { kind: 'Group', name: namesOf(place).group } : { kind: 'User', name: place.principal };

const bindingOf = (place: ClusterPlace) => ({
  apiVersion: `${authorization}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name: namesOf(place).role },
  roleRef: { apiGroup: authorization, kind: 'ClusterRole', name: namesOf(place).role },
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
      const whole = { ...entry, 'kubernetes-groups': namesOf(place).group };
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
      const role = aksRole(types, place);
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
      const { gkeUser } = namesOf(place);
      return [
        putGcpRole(gkeUser, { project }, gkeRole(types)),
        commandOf(`gcloud projects add-iam-policy-binding ${project}`, {
          member: `serviceAccount:${principal}`,
          condition: 'None',
          role: `projects/${project}/roles/${gkeUser}`,
        }),
        commandOf(`gcloud container clusters get-credentials ${name}`, { project, location }),
      ];
    }
  }
}

const aksRole = (types: readonly Type[], place: Extract<ClusterPlace, { is: 'aks' }>) =>
  azureRole({
    name: namesOf(place).aksUser,
    description: 'Opens the clusters that Shoalwatch audits as their user, never as their administrator.',
    actions: permissionsOf(types)['azure-cluster'],
    scopes: [`/subscriptions/${place.subscription}`],
  });

const gkeRole = (types: readonly Type[]) =>
  gcpRole('Shoalwatch Cluster User', 'Opens the clusters that Shoalwatch audits.', permissionsOf(types)['gcp-cluster']);

const aksId = ({ subscription, resourceGroup, name }: Extract<ClusterPlace, { is: 'aks' }>): string =>
  `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${name}`;

/** The same as Terraform, whose Kubernetes provider is pointed at the cluster. */
export function clusterTerraform(types: readonly Type[], place: ClusterPlace): string {
  const { rules } = roleOf(types, place);
  const { role, label } = namesOf(place);
  const metadata: Block = { head: 'metadata', arguments: { name: role } };
  const subject = { api_group: authorization, ...subjectOf(place) };
  return hclOf([
    ...entryBlocks(types, place),
    {
      head: `resource "kubernetes_cluster_role_v1" "${label}"`,
      blocks: [metadata, ...rules.map(ruleBlock)],
    },
    {
      head: `resource "kubernetes_cluster_role_binding_v1" "${label}"`,
      blocks: [
        metadata,
        {
          head: 'role_ref',
          arguments: {
            api_group: authorization,
            kind: 'ClusterRole',
            name: ref(`kubernetes_cluster_role_v1.${label}.metadata[0].name`),
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
  const { group, entry, user, gkeUser } = namesOf(place);
  switch (place.is) {
    case 'eks': {
      const { region, name, principal } = place;
      const own = { region, cluster_name: name, principal_arn: principal, kubernetes_groups: [group] };
      return [{ head: `resource "aws_eks_access_entry" "${entry}"`, arguments: own }];
    }
    case 'aks': {
      const role = aksRole(types, place);
      return [
        {
          head: `resource "azurerm_role_definition" "${user}"`,
          arguments: {
            name: role.Name,
            description: role.Description,
            scope: role.AssignableScopes[0] ?? '',
            assignable_scopes: role.AssignableScopes,
          },
          blocks: [{ head: 'permissions', arguments: { actions: role.Actions } }],
        },
        {
          head: `resource "azurerm_role_assignment" "${user}"`,
          arguments: {
            scope: aksId(place),
            role_definition_id: ref(`azurerm_role_definition.${user}.role_definition_resource_id`),
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
          head: `resource "google_project_iam_custom_role" "${user}"`,
          arguments: { project, role_id: gkeUser, title, description, permissions },
        },
        {
          head: `resource "google_project_iam_member" "${user}"`,
          arguments: {
            project,
            role: ref(`google_project_iam_custom_role.${user}.name`),
            member: `serviceAccount:${principal}`,
          },
        },
      ];
    }
  }
}
