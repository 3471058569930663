import { Aws, Stack, Token } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { awsTypes } from '#clouds/aws/types';
import { ShoalwatchError } from '#model';
import { permissionsOf } from '#report/onboard/permissions';
import { bulletinsPlace } from '#store/telling/alerts';
import {
  prunedFolders,
  reportsFolder,
  storePermissions,
  tableSchema,
  type TableRole,
} from '#store/drivers/dynamo-schema';
import { functionTraits, type FunctionName } from './functions.ts';
import { acknowledge, arnText } from './nag.ts';
import type { CloudName, Settings } from './settings.ts';
import type { Storage } from './storage.ts';

interface RoleTraits {
  readonly log: LogGroup;
  readonly statements: readonly PolicyStatement[];
  /** The bucket whose files it may read or write, whatever they are named. */
  readonly bucket?: Bucket;
}

/** The role of one function: its own log and traces, and what else it is given. */
export function roleIn(scope: Construct, name: FunctionName, { log, statements, bucket }: RoleTraits): Role {
  const { id, does } = functionTraits[name];
  const own = [
    allow('Log', ['logs:CreateLogStream', 'logs:PutLogEvents'], [log.logGroupArn]),
    allow('Traces', ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']),
  ];
  const role = new Role(scope, `${id}Role`, {
    // Other accounts and clouds let it in by its name.
    roleName: roleNameOf(scope, name),
    description: does,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { own: new PolicyDocument({ minimize: false, statements: [...own, ...statements] }) },
  });
  acknowledge(role, ['*'], 'Traces, listings and descriptions name no resource. Every action of these is named.');
  if (bucket) acknowledge(role, [`${arnText(bucket)}/*`], 'The files of the store are named as they are written.');
  const anywhere = statements.flatMap(({ resources }) => resources.filter((it) => it.includes('iam::*:')));
  const places = anywhere.map((it) => it.replace(Aws.PARTITION, '<AWS::Partition>'));
  acknowledge(role, places, 'The accounts of an organisation are found as they come; those of others are refused.');
  return role;
}

/** As long as the names of roles may be, and those of regions are. */
const longest = { role: 64, region: 14 } as const;

/** Throws a config error where no role can have the name: CloudFormation would say so in the middle of a deployment. */
function roleNameOf(scope: Construct, name: FunctionName): string {
  const { stackName, region } = Stack.of(scope);
  const others = `-${name}-`.length + (Token.isUnresolved(region) ? longest.region : region.length);
  if (!Token.isUnresolved(stackName) && stackName.length + others > longest.role) {
    throw new ShoalwatchError('config', `the name of the stack is too long for its roles: ${stackName}`, {
      cure: `at most ${longest.role - others} characters leave room for -${name} and the region`,
    });
  }
  return `${stackName}-${name}-${Aws.REGION}`;
}

export type Mode = 'read' | 'write';

/** The rights on the store that the drivers need, and those on its key that they need for it. */
export function storeStatements(
  { tables, bucket, key }: Storage,
  modes: Readonly<Partial<Record<TableRole | 'bucket', Mode>>>,
): readonly PolicyStatement[] {
  const ofTables = (['state', 'ledger', 'work'] as const).flatMap((role) => {
    const mode = modes[role];
    if (mode === undefined) return [];
    const { tableArn } = tables[role];
    // Whoever writes the ledger reads it too; nobody changes or deletes what stands there.
    const actions = [...new Set([...storePermissions[role][mode], ...storePermissions[role].read])];
    return [allow(`${capital(role)}Table`, actions, [tableArn, `${tableArn}/index/${tableSchema.index.name}`])];
  });
  const writes = Object.values(modes).includes('write');
  const viaStores = {
    StringEquals: { 'kms:ViaService': ['s3', 'dynamodb'].map((it) => `${it}.${Aws.REGION}.${Aws.URL_SUFFIX}`) },
  };
  const ofKey = allow('Key', [...keyUse.read, ...(writes ? keyUse.write : [])], [key.keyArn], viaStores);
  if (modes.bucket === undefined) return [...ofTables, ofKey];
  const objects = storePermissions.bucket[modes.bucket].filter((it) => it.startsWith('s3:') && it !== 's3:ListBucket');
  return [
    ...ofTables,
    allow('BucketList', ['s3:ListBucket'], [bucket.bucketArn]),
    allow('BucketFiles', objects, [bucket.arnForObjects('*')]),
    ofKey,
  ];
}

/**
 * The right to delete files that runs wrote, and no version of one: whoever has the right to read versions brings it back. What
 * policies wrote is not among them.
 */
export const pruningStatement = ({ bucket }: Storage): PolicyStatement =>
  allow(
    'PruneFiles',
    storePermissions.bucket.prune,
    prunedFolders.map((it) => bucket.arnForObjects(`${it}/*`)),
  );

/** The right to write reports, and nothing else of the bucket. */
export function reportingStatements({ bucket, key }: Storage): readonly PolicyStatement[] {
  const { report } = storePermissions.bucket;
  const viaS3 = { StringEquals: { 'kms:ViaService': `s3.${Aws.REGION}.${Aws.URL_SUFFIX}` } };
  const of = (service: string) => report.filter((it) => it.startsWith(`${service}:`));
  return [
    allow('WriteReports', of('s3'), [bucket.arnForObjects(`${reportsFolder}/*`)]),
    allow('KeyOfReports', of('kms'), [key.keyArn], viaS3),
  ];
}

/** The right to leave a message for those who tell people, and to write nothing else of the table. */
export function tellingStatements({ tables, key }: Storage): readonly PolicyStatement[] {
  const viaTables = { StringEquals: { 'kms:ViaService': `dynamodb.${Aws.REGION}.${Aws.URL_SUFFIX}` } };
  return [
    allow('LeaveMessages', ['dynamodb:PutItem'], [tables.state.tableArn], {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [bulletinsPlace] },
      // Without a key at all the condition above would hold.
      Null: { 'dynamodb:LeadingKeys': 'false' },
    }),
    allow('KeyOfMessages', keyUse.write, [key.keyArn], viaTables),
  ];
}

/** Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
const keyUse = {
  read: ['kms:Decrypt', 'kms:DescribeKey'],
  write: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
} as const;

/** The rights to read a cloud: where the stack's own account is read, those of the types; else to enter the others. */
export function readingStatements(cloud: CloudName, settings: Settings): readonly PolicyStatement[] {
  if (cloud === 'azure') return federationStatements(settings);
  return cloud === 'aws' ? awsStatements(settings) : [];
}

/** Whom Entra trusts: a token for it alone, signed so that it can be checked, and short. */
function federationStatements({ config: { targets } }: Settings): readonly PolicyStatement[] {
  if (!targets?.azure?.some(({ federation }) => federation !== undefined)) return [];
  return [
    allow('TokenForEntra', ['sts:GetWebIdentityToken'], ['*'], {
      'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': entraAudience },
      StringEquals: { 'sts:SigningAlgorithm': 'RS256' },
      NumericLessThanEquals: { 'sts:DurationSeconds': 300 },
      Null: { 'sts:IdentityTokenAudience': 'false' },
    }),
  ];
}

/** Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation */
export const entraAudience = 'api://AzureADTokenExchange';

function awsStatements({ config: { targets } }: Settings): readonly PolicyStatement[] {
  const entries = targets?.aws ?? [{}];
  const granted = permissionsOf(awsTypes);
  const isOwn = entries.some(({ organization, role }) => organization ?? role === undefined);
  const roles = entries.flatMap(({ account, organization, role }) =>
    role === undefined ? [] : [{ arn: roleArn(role, organization ? '*' : (account ?? Aws.ACCOUNT_ID)), organization }],
  );
  const named = roles.flatMap(({ arn, organization }) => (organization ? [] : [arn]));
  const anywhere = roles.flatMap(({ arn, organization }) => (organization ? [arn] : []));
  return [
    ...(isOwn ? [allow('ReadOwnAccount', granted['aws-reader'], ['*'])] : []),
    ...(anywhere.length > 0 ? [allow('ListOrganization', granted['aws-organization'], ['*'])] : []),
    ...(named.length > 0 ? [allow('EnterAccounts', ['sts:AssumeRole'], unique(named))] : []),
    // The role of that name, in the accounts of the own organisation alone.
    ...(anywhere.length > 0
      ? [
          allow('EnterOrganization', ['sts:AssumeRole'], unique(anywhere), {
            StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' },
          }),
        ]
      : []),
  ];
}

/**
 * Taking the roles that may change something, in the name of a person: that of the own account, and in others those that
 * the config names.
 */
export function remediatingStatements(settings: Settings, own: string): readonly PolicyStatement[] {
  const entries = settings.config.targets?.aws ?? [];
  const named = entries.flatMap(({ account, organization, role, remediator = 'shoalwatch-remediate' }) =>
    role === undefined || organization ? [] : [roleArn(remediator, account ?? Aws.ACCOUNT_ID)],
  );
  const anywhere = entries.flatMap(({ organization, remediator = 'shoalwatch-remediate' }) =>
    organization ? [roleArn(remediator, '*')] : [],
  );
  const taking = ['sts:AssumeRole', 'sts:SetSourceIdentity'];
  return [
    allow('Remediate', taking, unique([...(settings.readsOwnAccount ? [own] : []), ...named])),
    ...(anywhere.length > 0
      ? [
          allow('RemediateOrganization', taking, unique(anywhere), {
            StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' },
          }),
        ]
      : []),
  ];
}

const roleArn = (role: string, account: string): string =>
  role.startsWith('arn:') ? role : `arn:${Aws.PARTITION}:iam::${account}:role/${role}`;

export const sendStatement = (sid: string, queues: readonly IQueue[]): PolicyStatement =>
  allow(
    sid,
    ['sqs:SendMessage'],
    queues.map(({ queueArn }) => queueArn),
  );

export const takeStatement = (queue: IQueue): PolicyStatement =>
  allow(
    'Take',
    ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'],
    [queue.queueArn],
  );

function allow(
  sid: string,
  actions: readonly string[],
  resources: readonly string[],
  conditions?: Readonly<Record<string, unknown>>,
): PolicyStatement {
  return new PolicyStatement({
    ...{ sid, effect: Effect.ALLOW, actions: [...actions], resources: [...resources] },
    ...(conditions && { conditions }),
  });
}

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
