import type { ActionType, Type } from '#model';
import { applicationSteps } from './azure-application.ts';
import { hclOf, ref, type Block } from './hcl.ts';
import { permissionsOf } from './permissions.ts';
import { azureRemediator } from './remediator-roles.ts';
import { azureRole } from './roles.ts';
import { foundOrMade, putAzureRole, whetherThere } from './once.ts';
import { commandOf, documentIn, expanded, scriptOf } from './script.ts';

/** Where in Azure something is read, and who signs in there without a secret. */
export interface AzurePlace {
  readonly subscriptions: readonly string[];
  /** Their ids; what is below them is read too. */
  readonly managementGroups: readonly string[];
  /** Whom the AWS account that reads issues its tokens as: `https://<uuid>.tokens.sts.global.api.aws`; else AWS is asked. */
  readonly issuer?: string | undefined;
  /** The ARNs of the roles whose tokens sign in, all of one account. */
  readonly principals: readonly string[];
  /** The id of the application that they sign in as; else one of ours is looked for by its name, and made. */
  readonly application?: string | undefined;
  /** What may be changed there beside reading; without it nothing. */
  readonly actions?: readonly ActionType[] | undefined;
}

/** Whoever may change something is another one than who reads: both stand in one tenant, and in one Terraform module. */
const namesOf = ({ actions }: AzurePlace): { readonly application: string; readonly label: string } =>
  actions
    ? { application: 'shoalwatch-remediator', label: 'shoalwatch_remediator' }
    : { application: 'shoalwatch', label: 'shoalwatch' };

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

/** A script for the Azure CLI, and for that of AWS where the issuer is not known yet. */
export function azureScript(types: readonly Type[], place: AzurePlace): string {
  const given = grantsOf(types, place);
  const { application } = namesOf(place);
  const own = { id: expanded('$app') };
  return scriptOf([
    '# Run it signed in to the tenant, as somebody who may make applications and give roles.',
    ...issuerSteps(place),
    '# Nobody holds a key of this application: the role in AWS signs in with its own short tokens.',
    ...applicationSteps({ name: application, id: place.application, principals: place.principals }),
    ...given.flatMap(({ variable, role }) => putAzureRole(variable, role)),
    '',
    foundOrMade(
      'id',
      commandOf('az ad sp list', { filter: expanded(`appId eq '$app'`), query: '[0].id', output: 'tsv' }),
      commandOf('az ad sp create', { ...own, query: 'id', output: 'tsv' }),
    ),
    ...place.principals.flatMap((principal) => federationSteps(place, principal)),
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
    `printf '${place.actions ? 'remediator' : 'clientId'}: %s\\ntenant: %s\\nfederation: aws-outbound\\n' "$app" "$(${commandOf('az account show', { query: 'tenantId', output: 'tsv' })})"`,
    `printf 'object id %s\\n' "$id"`,
  ]);
}

/** Stands for the issuer until the script knows it: no name in AWS holds such signs. */
const issuerUnknown = '<issuer>';

/** Each role has a credential of its own, named after it. */
function federationSteps(place: AzurePlace, principal: string): readonly string[] {
  const federation = federationOf(place, principal, issuerUnknown);
  const own = { id: expanded('$app') };
  const parameters = expanded('$federation');
  return [
    documentIn('federation', federation),
    ...(place.issuer === undefined
      ? [`federation=$(printf '%s' "$federation" | sed "s|${issuerUnknown}|$issuer|")`]
      : []),
    whetherThere(
      commandOf('az ad app federated-credential show', { ...own, 'federated-credential-id': federation.name }),
      [
        commandOf('az ad app federated-credential update', {
          ...{ ...own, 'federated-credential-id': federation.name, parameters },
        }),
      ],
      [commandOf('az ad app federated-credential create', { ...own, parameters })],
    ),
  ];
}

/** Once for an account: until then its roles get no tokens for others. */
function issuerSteps({ issuer, principals }: AzurePlace): readonly string[] {
  const [, , , , account = ''] = principals[0]?.split(':') ?? [];
  const info = 'aws iam get-outbound-web-identity-federation-info';
  const enable = 'aws iam enable-outbound-web-identity-federation';
  if (issuer !== undefined) {
    return [`# In account ${account} of AWS outbound federation is enabled, once: ${enable}`, ''];
  }
  const asked = commandOf('aws sts get-caller-identity', { query: 'Account', output: 'text' });
  return [
    '',
    `# Signed in to account ${account} of AWS too: its roles get tokens for others, once for the whole account.`,
    `[ "$(${asked})" = '${account}' ] || { echo 'sign in to account ${account} of AWS, or give --issuer' >&2; exit 1; }`,
    whetherThere(info, [], [enable]),
    `issuer=$(${commandOf(info, { query: 'IssuerIdentifier', output: 'text' })})`,
    '',
  ];
}

/** The same as Terraform. */
export function azureTerraform(types: readonly Type[], place: AzurePlace): string {
  const asked = place.issuer === undefined;
  const { application, label } = namesOf(place);
  return hclOf([
    // Not a resource: to destroy it would end the federation of the whole account.
    ...(asked ? [{ head: 'data "aws_iam_outbound_web_identity_federation" "reader"' }] : []),
    { head: `resource "azuread_application" "${label}"`, arguments: { display_name: application } },
    {
      head: `resource "azuread_service_principal" "${label}"`,
      arguments: { client_id: ref(`azuread_application.${label}.client_id`) },
    },
    ...place.principals.map((principal): Block => {
      const { name, issuer, subject, audiences } = federationOf(place, principal, '');
      return {
        head: `resource "azuread_application_federated_identity_credential" "${name.replaceAll('-', '_')}"`,
        arguments: {
          application_id: ref(`azuread_application.${label}.id`),
          issuer: asked ? ref('data.aws_iam_outbound_web_identity_federation.reader.issuer_identifier') : issuer,
          ...{ display_name: name, subject, audiences },
        },
      };
    }),
    ...grantsOf(types, place).flatMap((it) => roleBlocks(it, label)),
    { head: `output "${label}_client_id"`, arguments: { value: ref(`azuread_application.${label}.client_id`) } },
  ]);
}

const federationOf = ({ issuer }: AzurePlace, principal: string, otherwise: string) => ({
  name: nameOf(principal),
  issuer: issuer ?? otherwise,
  subject: principal,
  audiences: [audience],
});

/** The name of a role as the name of a credential, which takes fewer signs. */
const nameOf = (principal: string): string => principal.slice(principal.lastIndexOf('/') + 1).replace(/[^\w-]/g, '-');

function roleBlocks({ variable, role, scopes }: Grant, label: string): readonly Block[] {
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
        principal_id: ref(`azuread_service_principal.${label}.object_id`),
      },
    })),
  ];
}

/** A role that is to be given in a management group names no other place. */
function grantsOf(types: readonly Type[], place: AzurePlace): readonly Grant[] {
  const { subscriptions, managementGroups, actions } = place;
  const ways = [
    ...(subscriptions.length > 0 ? [{ own: subscriptions.map((id) => `/subscriptions/${id}`), isGroup: false }] : []),
    ...managementGroups.map((id) => ({
      own: [`/providers/Microsoft.Management/managementGroups/${id}`],
      isGroup: true,
    })),
  ];
  return ways.flatMap(({ own, isGroup }, at) => {
    const [mark, words] = at === 0 ? ['', ''] : [`_${at + 1}`, ` ${at + 1}`];
    const grant = (variable: string, role: Grant['role']): Grant => ({
      variable: `${variable}${mark}`,
      role,
      scopes: own,
    });
    if (actions) return [grant('remediator', azureRemediator({ types, actions }, own, words))];
    const [reader, lister] = readersIn(types, own, words);
    return [grant('reader', reader), ...(isGroup ? [grant('groups', lister)] : [])];
  });
}

/** Who reads, and who lists what is below a management group: whoever changes something is told where. */
function readersIn(types: readonly Type[], scopes: readonly string[], mark: string) {
  const allowed = permissionsOf(types);
  return [
    azureRole({
      name: `Shoalwatch Reader${mark}`,
      description: 'Reads what Shoalwatch audits.',
      actions: allowed['azure-reader'],
      scopes,
    }),
    azureRole({
      name: `Shoalwatch Management Group Reader${mark}`,
      description: 'Lists the subscriptions that Shoalwatch audits.',
      actions: allowed['azure-management-group'],
      scopes,
    }),
  ] as const;
}
