import type { ActionType, Type } from '#model';
import { hclOf, ref, type Block, type Expression } from './hcl.ts';
import { permissionsOf } from './permissions.ts';
import { gcpRemediator } from './remediator-roles.ts';
import { gcpRole } from './roles.ts';
import { putGcpRole, whetherThere } from './once.ts';
import { commandOf, expanded, scriptOf } from './script.ts';

/** Where in Google Cloud something is read, and which role of AWS signs in there without a key. */
export interface GcpPlace {
  /** The project that holds the pool and the service account. */
  readonly home: string;
  /** Projects to be read; none where all of an organisation are. */
  readonly projects: readonly string[];
  /** The number of an organisation, all of which is read. */
  readonly organization?: string | undefined;
  readonly awsAccount: string;
  /** The names of the roles in that account, without their paths. */
  readonly awsRoles: readonly string[];
  readonly partition: string;
  /** What may be changed there beside reading; without it nothing. The pool is that of the reader, and trusts these roles. */
  readonly actions?: readonly ActionType[] | undefined;
}

const pool = 'shoalwatch';
/** Four characters at least. Source: https://cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers/create */
const provider = 'shoalwatch-aws';
/** Whoever may change something is another one than who reads: both stand in one project, and in one Terraform module. */
const namesOf = ({ actions }: GcpPlace): { readonly account: string; readonly label: string } =>
  actions
    ? { account: 'shoalwatch-remediator', label: 'shoalwatch_remediator' }
    : { account: 'shoalwatch-reader', label: 'shoalwatch' };
const fixerId = 'shoalwatchRemediator';
const roleId = 'shoalwatchReader';
const listerId = 'shoalwatchOrganizationReader';

/**
 * A session is told by the name of its role alone: its whole ARN can be longer than a subject may be.
 * Source: https://cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds
 */
const mapping = "assertion.arn.extract('assumed-role/{role_name}/')";

const conditionOf = ({ partition, awsAccount, awsRoles }: GcpPlace): string =>
  awsRoles
    .map((role) => `assertion.arn.startsWith('arn:${partition}:sts::${awsAccount}:assumed-role/${role}/')`)
    .join(' || ');

interface Custom {
  readonly id: string;
  readonly role: ReturnType<typeof gcpRole>;
}

/** Whoever changes something is told which projects there are: only the reader lists them. */
function rolesOf(types: readonly Type[], { organization, actions }: GcpPlace): readonly Custom[] {
  if (actions) return [{ id: fixerId, role: gcpRemediator({ types, actions }) }];
  const allowed = permissionsOf(types);
  const reader = gcpRole('Shoalwatch Reader', 'Reads what Shoalwatch audits.', allowed['gcp-reader']);
  const lister = gcpRole(
    'Shoalwatch Organization Reader',
    'Lists the projects that Shoalwatch audits.',
    allowed['gcp-organization'],
  );
  return [{ id: roleId, role: reader }, ...(organization === undefined ? [] : [{ id: listerId, role: lister }])];
}

/** A script for the gcloud CLI. */
export function gcpScript(types: readonly Type[], place: GcpPlace): string {
  const { home, projects, organization } = place;
  const { account } = namesOf(place);
  const email = `${account}@${home}.iam.gserviceaccount.com`;
  const member = `serviceAccount:${email}`;
  const at = { project: home, location: 'global', 'workload-identity-pool': pool };
  const trusted = {
    ...at,
    'account-id': place.awsAccount,
    'attribute-mapping': `google.subject=${mapping}`,
    'attribute-condition': conditionOf(place),
  };
  return scriptOf([
    '# Run it signed in as somebody who may make roles, pools and service accounts.',
    commandOf('gcloud services enable iam.googleapis.com sts.googleapis.com iamcredentials.googleapis.com', {
      project: home,
    }),
    whetherThere(
      commandOf(`gcloud iam service-accounts describe ${email}`, { project: home }),
      [],
      [commandOf(`gcloud iam service-accounts create ${account}`, { project: home, 'display-name': 'Shoalwatch' })],
    ),
    '',
    '# Nobody holds a key of this service account: the role in AWS signs in with its own short tokens.',
    ...(place.actions
      ? [
          '# The pool is that of the reader: onboard gcp without --remediator names this role among its --principal too.',
        ]
      : [
          whetherThere(
            commandOf(`gcloud iam workload-identity-pools describe ${pool}`, { project: home, location: 'global' }),
            [],
            [commandOf(`gcloud iam workload-identity-pools create ${pool}`, { project: home, location: 'global' })],
          ),
          whetherThere(
            commandOf(`gcloud iam workload-identity-pools providers describe ${provider}`, at),
            [commandOf(`gcloud iam workload-identity-pools providers update-aws ${provider}`, trusted)],
            [commandOf(`gcloud iam workload-identity-pools providers create-aws ${provider}`, trusted)],
          ),
        ]),
    `number=$(${commandOf('gcloud projects describe', { format: 'value(projectNumber)' })} '${home}')`,
    ...place.awsRoles.map((role) =>
      commandOf(`gcloud iam service-accounts add-iam-policy-binding ${email}`, {
        project: home,
        role: 'roles/iam.workloadIdentityUser',
        member: expanded(`principal://iam.googleapis.com/${poolPath}/subject/${role}`),
      }),
    ),
    '',
    ...(organization === undefined
      ? projects.flatMap((project) =>
          rolesOf(types, place).flatMap((custom) => [
            putGcpRole(custom.id, { project }, custom.role),
            commandOf(`gcloud projects add-iam-policy-binding ${project}`, {
              ...{ member, condition: 'None' },
              role: `projects/${project}/roles/${custom.id}`,
            }),
          ]),
        )
      : rolesOf(types, place).flatMap((custom) => [
          putGcpRole(custom.id, { organization }, custom.role),
          commandOf(`gcloud organizations add-iam-policy-binding ${organization}`, {
            ...{ member, condition: 'None' },
            role: `organizations/${organization}/roles/${custom.id}`,
          }),
        ])),
    '',
    '# How the role signs in; it is no secret and stands in shoalwatch.yaml.',
    place.actions
      ? `printf 'remediator: %s\\n' '${email}'`
      : `printf 'pool: //iam.googleapis.com/%s/providers/%s\\nserviceAccount: %s\\n' "${poolPath}" '${provider}' '${email}'`,
  ]);
}

/** The shell knows the number of the project by then. */
const poolPath = `projects/$number/locations/global/workloadIdentityPools/${pool}`;

/** The same as Terraform. */
export function gcpTerraform(types: readonly Type[], place: GcpPlace): string {
  const { home, projects, organization } = place;
  const roles = rolesOf(types, place);
  const { account, label } = namesOf(place);
  const member = ref(`google_service_account.${label}.member`);
  return hclOf([
    {
      head: `resource "google_service_account" "${label}"`,
      arguments: { project: home, account_id: account, display_name: 'Shoalwatch' },
    },
    ...poolBlocks(place),
    ...place.awsRoles.map((role, at): Block => ({
      head: `resource "google_service_account_iam_member" "${label}_${at + 1}"`,
      arguments: {
        service_account_id: ref(`google_service_account.${label}.name`),
        role: 'roles/iam.workloadIdentityUser',
        member: ref(`"principal://iam.googleapis.com/${poolNameOf(place)}/subject/${role}"`),
      },
    })),
    ...(organization === undefined
      ? projects.flatMap((project, at) => roles.flatMap((it) => projectBlocks(it, { project, at: at + 1, member })))
      : roles.flatMap((it) => organizationBlocks(it, { org_id: organization, member }))),
  ]);
}

/** Whoever may change something signs in by the pool of the reader. */
const poolNameOf = ({ actions }: GcpPlace): string =>
  actions
    ? `projects/\${data.google_project.home.number}/locations/global/workloadIdentityPools/${pool}`
    : '${google_iam_workload_identity_pool.shoalwatch.name}';

function poolBlocks(place: GcpPlace): readonly Block[] {
  const { home, actions } = place;
  if (actions) return [{ head: 'data "google_project" "home"', arguments: { project_id: home } }];
  return [
    {
      head: 'resource "google_iam_workload_identity_pool" "shoalwatch"',
      arguments: { project: home, workload_identity_pool_id: pool },
    },
    {
      head: 'resource "google_iam_workload_identity_pool_provider" "shoalwatch"',
      arguments: {
        project: home,
        workload_identity_pool_id: ref('google_iam_workload_identity_pool.shoalwatch.workload_identity_pool_id'),
        workload_identity_pool_provider_id: provider,
        attribute_mapping: { 'google.subject': mapping },
        attribute_condition: conditionOf(place),
      },
      blocks: [{ head: 'aws', arguments: { account_id: place.awsAccount } }],
    },
  ];
}

const projectBlocks = (
  { id, role }: Custom,
  { project, at, member }: { readonly project: string; readonly at: number; readonly member: Expression },
): readonly Block[] => [
  {
    head: `resource "google_project_iam_custom_role" "${id}_${at}"`,
    arguments: { project, role_id: id, ...bodyOf(role) },
  },
  {
    head: `resource "google_project_iam_member" "${id}_${at}"`,
    arguments: { project, role: ref(`google_project_iam_custom_role.${id}_${at}.name`), member },
  },
];

const organizationBlocks = (
  { id, role }: Custom,
  { org_id, member }: { readonly org_id: string; readonly member: Expression },
): readonly Block[] => [
  {
    head: `resource "google_organization_iam_custom_role" "${id}"`,
    arguments: { org_id, role_id: id, ...bodyOf(role) },
  },
  {
    head: `resource "google_organization_iam_member" "${id}"`,
    arguments: { org_id, role: ref(`google_organization_iam_custom_role.${id}.name`), member },
  },
];

const bodyOf = ({ title, description, includedPermissions }: Custom['role']) => ({
  title,
  description,
  permissions: includedPermissions,
});
