import { z } from 'zod';

const account = z.string().regex(/^\d{12}$/, 'an account id has twelve digits');
const label = { name: z.string().optional(), environment: z.string().optional() };

/** Of an entry with an unknown key nothing can be said to be missing. */
const isSound = ({ issues }: z.core.ParsePayload): boolean => issues.length === 0;

const aws = z
  .strictObject({
    account: account.optional(),
    organization: z.literal(true).optional().describe('Instead of one account: all of the organisation.'),
    units: z
      .array(z.string().regex(/^(?:ou|r)-[0-9a-z-]+$/, 'the id of a unit begins with ou-, that of the root with r-'))
      .min(1)
      .optional()
      .describe('Units of the organisation whose accounts are read, with all units below; without it all.'),
    exclude: z.array(account).optional().describe('Accounts of the organisation that are left out.'),
    profile: z.string().optional(),
    regions: z.array(z.string()).optional(),
    role: z.string().optional().describe('The role to assume there: a name, or an ARN.'),
    externalId: z.string().optional(),
    remediator: z
      .string()
      .optional()
      .describe('The role that may change something there: a name, or an ARN; shoalwatch-remediate unless said.'),
    ...label,
  })
  .refine(({ organization, account }) => !organization || account === undefined, {
    path: ['account'],
    message: 'an entry is one account or an organization: make two entries of it',
  })
  .refine(({ organization, role }) => !organization || role !== undefined, {
    path: ['organization'],
    message: 'its accounts are read by a role in each: add role, the name of it',
  })
  .refine(({ organization, role }) => !organization || !role?.startsWith('arn:'), {
    path: ['role'],
    message: 'an ARN is that of one account: give the name that the role has in each',
  })
  .refine(({ organization, units }) => organization || !units, {
    path: ['units'],
    message: 'only an organization has units: add organization: true',
  })
  .refine(({ organization, exclude }) => organization || !exclude, {
    path: ['exclude'],
    message: 'only of an organization are accounts left out: add organization: true, or leave the entry out',
  });

const azure = z
  .strictObject({
    subscriptions: z.array(z.guid()).optional(),
    managementGroup: z
      .string()
      .regex(/^[\w().-]{1,90}$/, 'a management group is named by its id')
      .optional()
      .describe('Instead of subscriptions: all of a management group and of the groups below it.'),
    exclude: z.array(z.guid()).optional().describe('Left out of the group, or of all that the sign-in reaches.'),
    tenant: z.guid().optional(),
    clientId: z
      .guid()
      .optional()
      .describe('The application that trusts the role in AWS; shoalwatch onboard azure makes it.'),
    remediator: z
      .guid()
      .optional()
      .describe('The application that may change something; shoalwatch onboard azure --remediator makes it.'),
    federation: z
      .literal('aws-outbound')
      .optional()
      .describe('Signs in with tokens that AWS gives its role, without a key.'),
    ...label,
  })
  .refine(({ federation, clientId, tenant }) => !federation || (clientId !== undefined && tenant !== undefined), {
    path: ['federation'],
    message: 'who signs in where is not told: add tenant and clientId',
  })
  .refine(({ federation, clientId }) => clientId === undefined || federation !== undefined, {
    path: ['clientId'],
    message: 'how it signs in is not told: add federation: aws-outbound',
  })
  .refine(({ subscriptions, managementGroup }) => !subscriptions || managementGroup === undefined, {
    path: ['managementGroup'],
    message: 'an entry names subscriptions or a managementGroup: make two entries of it',
  })
  .refine(({ subscriptions, exclude }) => !subscriptions || !exclude, {
    path: ['exclude'],
    message: 'only the subscriptions that are named are read: leave it out',
  })
  .refine((it) => [it.subscriptions, it.managementGroup, it.exclude].some((place) => place !== undefined), {
    message: 'an entry names subscriptions, a managementGroup, or what to exclude from all',
    when: isSound,
  });

const number = z.string().regex(/^\d+$/, 'it is named by its number alone');

const gcp = z
  .strictObject({
    projects: z.array(z.string()).optional(),
    folder: number.optional().describe('Instead of projects: all of a folder and of the folders below it.'),
    organization: number.optional().describe('Instead of projects: all of an organisation.'),
    exclude: z.array(z.string()).optional().describe('Left out of these, or of all that the sign-in reaches.'),
    pool: z
      .string()
      .regex(
        /^\/\/iam\.googleapis\.com\/projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]{1,32}\/providers\/[a-z0-9-]{1,32}$/,
        'it is //iam.googleapis.com/projects/N/locations/global/workloadIdentityPools/P/providers/Q, with the number of the project',
      )
      .optional()
      .describe('The provider that trusts the role in AWS, without a key; shoalwatch onboard gcp makes it.'),
    serviceAccount: z
      .string()
      .regex(/^[a-z0-9-]{6,30}@[a-z0-9.-]{6,100}\.gserviceaccount\.com$/, 'it is the address of a service account')
      .optional()
      .describe('Whom the role acts as once it has signed in; without it the roles are given to the pool itself.'),
    remediator: z
      .string()
      .regex(/^[a-z0-9-]{6,30}@[a-z0-9.-]{6,100}\.gserviceaccount\.com$/, 'it is the address of a service account')
      .optional()
      .describe('The service account that may change something; shoalwatch onboard gcp --remediator makes it.'),
    ...label,
  })
  .refine(({ pool, serviceAccount }) => serviceAccount === undefined || pool !== undefined, {
    path: ['serviceAccount'],
    message: 'by which pool it is reached is not told: add pool',
  })
  .refine(({ projects, folder }) => !projects || folder === undefined, {
    path: ['folder'],
    message: 'an entry names projects or a folder: make two entries of it',
  })
  .refine(({ projects, folder, organization }) => (!projects && folder === undefined) || organization === undefined, {
    path: ['organization'],
    message: 'an entry names projects, a folder or an organization: make two entries of it',
  })
  .refine(({ projects, exclude }) => !projects || !exclude, {
    path: ['exclude'],
    message: 'only the projects that are named are read: leave it out',
  })
  .refine((it) => [it.projects, it.folder, it.organization, it.exclude].some((place) => place !== undefined), {
    message: 'an entry names projects, a folder, an organization, or what to exclude from all',
    when: isSound,
  });

/** One process signs in to a cloud once. */
const oneOf = (ways: readonly (readonly (string | undefined)[])[]): boolean =>
  new Set(ways.map((way) => way.join('\n'))).size < 2;

/** What an entry names nobody for is not changed. */
const isOneRemediator = (all: readonly { readonly remediator?: string | undefined }[]): boolean =>
  oneOf(all.flatMap(({ remediator }) => (remediator === undefined ? [] : [[remediator]])));

/** The places of shoalwatch.yaml that are audited. */
export const targets = z.strictObject({
  aws: z.array(aws).optional(),
  azure: z
    .array(azure)
    .refine((all) => oneOf(all.map(({ tenant, clientId, federation }) => (federation ? [tenant, clientId] : []))), {
      message: 'all of Azure is read by one sign-in: give each entry the same tenant, clientId and federation',
    })
    .refine(isOneRemediator, {
      message: 'all of Azure is changed by one sign-in: each entry that names a remediator has to name the same',
    })
    .optional(),
  gcp: z
    .array(gcp)
    .refine((all) => oneOf(all.map(({ pool, serviceAccount }) => [pool, serviceAccount])), {
      message: 'all of Google Cloud is read by one sign-in: give each entry the same pool and serviceAccount',
    })
    .refine(isOneRemediator, {
      message: 'all of Google Cloud is changed by one sign-in: each entry that names a remediator has to name the same',
    })
    .optional(),
});
