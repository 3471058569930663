import type { Type } from '#model';
import { hclOf, ref, type Block } from './hcl.ts';
import { permissionsOf } from './permissions.ts';
import { azureRole } from './roles.ts';
import { commandOf, documentIn, expanded, scriptOf } from './script.ts';

/** Where in Azure something is read, and who signs in there without a secret. */
export interface AzurePlace {
  readonly subscriptions: readonly string[];
  /** Their ids; what is below them is read too. */
  readonly managementGroups: readonly string[];
  /** Whom the AWS account that reads issues its tokens as: `https://<uuid>.tokens.sts.global.api.aws`. */
  readonly issuer: string;
  /** The ARN of the role whose tokens sign in. */
  readonly principal: string;
}

const application = 'shoalwatch';

/**
 * The one audience that Entra takes tokens of others for.
 * Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust
 */
const audience = 'api://AzureADTokenExchange';

interface Grant {
  readonly variable: string;
  readonly role: ReturnType<typeof azureRole>;
  readonly scopes: readonly string[];
}

/** A script for the Azure CLI. */
export function azureScript(types: readonly Type[], place: AzurePlace): string {
  const given = grantsOf(types, place);
  return scriptOf([
    '# Run it signed in to the tenant, as somebody who may make applications and give roles.',
    ...given.flatMap(({ variable, role }) => [
      documentIn(variable, role),
      commandOf('az role definition create', { 'role-definition': expanded(`$${variable}`) }),
    ]),
    '',
    '# Nobody holds a key of this application: the role in AWS signs in with its own short tokens.',
    `app=$(${commandOf('az ad app create', { 'display-name': application, query: 'appId', output: 'tsv' })})`,
    `id=$(${commandOf('az ad sp create', { id: expanded('$app'), query: 'id', output: 'tsv' })})`,
    documentIn('federation', federationOf(place)),
    commandOf('az ad app federated-credential create', { id: expanded('$app'), parameters: expanded('$federation') }),
    ...given.flatMap(({ role, scopes }) =>
      scopes.map((scope) =>
        commandOf('az role assignment create', {
          'assignee-object-id': expanded('$id'),
          'assignee-principal-type': 'ServicePrincipal',
          role: role.Name,
          scope,
        }),
      ),
    ),
    `printf 'client id %s\\nobject id %s\\n' "$app" "$id"`,
  ]);
}

/** The same as Terraform. */
export function azureTerraform(types: readonly Type[], place: AzurePlace): string {
  const { name, issuer, subject, audiences } = federationOf(place);
  return hclOf([
    { head: 'resource "azuread_application" "shoalwatch"', arguments: { display_name: application } },
    {
      head: 'resource "azuread_service_principal" "shoalwatch"',
      arguments: { client_id: ref('azuread_application.shoalwatch.client_id') },
    },
    {
      head: 'resource "azuread_application_federated_identity_credential" "shoalwatch"',
      arguments: {
        application_id: ref('azuread_application.shoalwatch.id'),
        ...{ display_name: name, issuer, subject, audiences },
      },
    },
    ...grantsOf(types, place).flatMap(roleBlocks),
    {
      head: 'output "shoalwatch_client_id"',
      arguments: { value: ref('azuread_application.shoalwatch.client_id') },
    },
  ]);
}

const federationOf = ({ issuer, principal }: AzurePlace) => ({
  name: application,
  issuer,
  subject: principal,
  audiences: [audience],
});

function roleBlocks({ variable, role, scopes }: Grant): readonly Block[] {
  return [
    {
      head: `resource "azurerm_role_definition" "${variable}"`,
      arguments: {
        name: role.Name,
        description: role.Description,
        scope: role.AssignableScopes[0] ?? '',
        assignable_scopes: role.AssignableScopes,
      },
      blocks: [{ head: 'permissions', arguments: { actions: role.Actions } }],
    },
    ...scopes.map((scope, at) => ({
      head: `resource "azurerm_role_assignment" "${variable}_${at + 1}"`,
      arguments: {
        scope,
        role_definition_id: ref(`azurerm_role_definition.${variable}.role_definition_resource_id`),
        principal_id: ref('azuread_service_principal.shoalwatch.object_id'),
      },
    })),
  ];
}

/** A role that is to be given in a management group names no other place. */
function grantsOf(types: readonly Type[], { subscriptions, managementGroups }: AzurePlace): readonly Grant[] {
  const allowed = permissionsOf(types);
  const groups = managementGroups.map((id) => `/providers/Microsoft.Management/managementGroups/${id}`);
  const ways = [
    ...(subscriptions.length > 0 ? [{ own: subscriptions.map((id) => `/subscriptions/${id}`), group: '' }] : []),
    ...groups.map((scope) => ({ own: [scope], group: scope })),
  ];
  return ways.flatMap(({ own, group }, at) => {
    const [mark, words] = at === 0 ? ['', ''] : [`_${at + 1}`, ` ${at + 1}`];
    const grant = (variable: string, role: Omit<Parameters<typeof azureRole>[0], 'scopes'>): Grant => ({
      variable: `${variable}${mark}`,
      role: azureRole({ ...role, name: `${role.name}${words}`, scopes: own }),
      scopes: own,
    });
    return [
      grant('reader', {
        name: 'Shoalwatch Reader',
        description: 'Reads what Shoalwatch audits.',
        actions: allowed['azure-reader'],
      }),
      ...(group === ''
        ? []
        : [
            grant('groups', {
              name: 'Shoalwatch Management Group Reader',
              description: 'Lists the subscriptions that Shoalwatch audits.',
              actions: allowed['azure-management-group'],
            }),
          ]),
    ];
  });
}
