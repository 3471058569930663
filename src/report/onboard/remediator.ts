import { compareText } from '#lib/text';
import type { ActionType, Type } from '#model';

/** What is to be allowed of one action in AWS, and where. */
export interface ActionStatement {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
}

/** By operator, and in it by key. */
type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

interface Where {
  readonly partition: string;
  readonly account: string;
}

/** Where each right is of use: what follows the account in the ARNs of a service, or all where its calls name no resource. */
const places: readonly (readonly [rights: RegExp, resources: readonly string[] | 'all'])[] = [
  [/^eks:(?:Associate|Disassociate)AccessPolicy$/, ['eks:*:access-entry/*']],
  [/^eks:(?:Update|Describe)Addon$/, ['eks:*:addon/*']],
  [/^eks:(?:UpdateNodegroupConfig|DescribeNodegroup)$/, ['eks:*:nodegroup/*']],
  [/^eks:(?:Update|Describe)Capability$/, ['eks:*:capability/*']],
  [/^eks:DescribeUpdate$/, ['eks:*:cluster/*', 'eks:*:addon/*', 'eks:*:nodegroup/*', 'eks:*:capability/*']],
  [/^eks:(?:UpdateClusterConfig|UpdateClusterVersion|DescribeCluster|AssociateEncryptionConfig)$/, ['eks:*:cluster/*']],
  [/^eks:(?:Tag|Untag)Resource$/, ['eks:*:cluster/*']],
  [/^ec2:(?:Revoke|Authorize)SecurityGroup(?:Ingress|Egress)$/, ['ec2:*:security-group/*']],
  [/^ec2:ModifyInstanceMetadataOptions$/, ['ec2:*:instance/*']],
  [/^ec2:(?:DescribeInstances|\w+AllowedImagesSettings|\w+EbsEncryptionByDefault)$/, 'all'],
  [/^ec2:\w+BlockPublicAccess(?:State)?$/, 'all'],
  [/^cloudtrail:(?:UpdateTrail|StartLogging|StopLogging)$/, ['cloudtrail:*:trail/*']],
  [/^ecr:(?:PutImageTagMutability|PutImageScanningConfiguration|SetRepositoryPolicy)$/, ['ecr:*:repository/*']],
  [/^ecr:PutRegistryPolicy$/, 'all'],
  [
    /^elasticloadbalancing:ModifyListener$/,
    ['elasticloadbalancing:*:listener/app/*', 'elasticloadbalancing:*:listener/net/*'],
  ],
  [/^guardduty:UpdateDetector$/, ['guardduty:*:detector/*']],
  [/^iam:(?:\w+RolePolicy|UpdateAssumeRolePolicy|PassRole)$/, ['iam::role/*']],
  [/^kms:\w+$/, ['kms:*:key/*']],
  // The address of a log group in a right ends with what is in it.
  [/^logs:PutRetentionPolicy$/, ['logs:*:log-group:/aws/eks/*/cluster:*']],
];

/** Rights that are given for the one use that the action makes of them. */
const narrowed: Readonly<Record<string, Conditions>> = {
  'iam:PassRole': { StringEquals: { 'iam:PassedToService': ['eks.amazonaws.com', 'pods.eks.amazonaws.com'] } },
  // Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
  'kms:CreateGrant': { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
};

/**
 * The rights that actions take in an account of AWS: a statement for each action, where it needs the same of the same places,
 * and one for all that need the very same, since IAM takes so much text only. It has the name of the first of them.
 * Throws a RangeError for a right whose place is not known here.
 */
export function awsActionStatements(actions: readonly ActionType[], where: Where): readonly ActionStatement[] {
  const all = inAws(actions).flatMap(({ name, permissions }) => {
    const groups = Map.groupBy(permissions, (it) => JSON.stringify([placeOf(it), narrowed[it]]));
    return [...groups.values()].map((own, at): ActionStatement => {
      const conditions = narrowed[own[0] ?? ''];
      const place = placeOf(own[0] ?? '');
      return {
        sid: `${sidOf(name)}${at === 0 ? '' : String(at + 1)}`,
        actions: [...own].sort(compareText),
        resources: place === 'all' ? ['*'] : place.map((it) => arnOf(it, where)),
        ...(conditions && { conditions }),
      };
    });
  });
  return [...Map.groupBy(all, ({ sid: _, ...allowed }) => JSON.stringify(allowed)).values()].flatMap((same) =>
    same.slice(0, 1),
  );
}

/**
 * Who called the API of a cluster stands in its audit log, which whoever would narrow that API asks first. No reader may: it
 * tells what people do.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
export const awsCallerStatement = (types: readonly Type[], { partition, account }: Where): ActionStatement => ({
  sid: 'Callers',
  actions: types.flatMap(({ scope, callers }) => (scope === 'aws-region' ? callers : [])).toSorted(compareText),
  resources: [`arn:${partition}:logs:*:${account}:log-group:/aws/eks/*/cluster:*`],
});

/** Every right in the words of AWS, sorted and each once. */
export const awsActionPermissions = (actions: readonly ActionType[]): readonly string[] =>
  [...new Set(inAws(actions).flatMap(({ permissions }) => permissions))].sort(compareText);

const inAws = (actions: readonly ActionType[]): readonly ActionType[] =>
  actions
    .filter(({ on }) => on.scope === 'aws-region' || on.scope === 'aws-global')
    .toSorted((a, b) => compareText(a.name, b.name));

function placeOf(permission: string): readonly string[] | 'all' {
  const found = places.find(([rights]) => rights.test(permission));
  if (found) return found[1];
  throw new RangeError(`where ${permission} is of use is not known: add it to src/report/onboard/remediator.ts`);
}

/** `eks:*:cluster/*` in all regions of an account. */
function arnOf(place: string, { partition, account }: Where): string {
  const [service = '', region = '', ...path] = place.split(':');
  return `arn:${partition}:${service}:${region}:${account}:${path.join(':')}`;
}

/** `eks.update-endpoint` is `EksUpdateEndpoint`. */
const sidOf = (name: string): string =>
  name
    .split(/[.-]/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

/** What the remediator may never change: who it is itself, and who reads. */
export const neverOurselves = (roles: readonly string[]): ActionStatement => ({
  sid: 'NeverOurselves',
  actions: [
    'iam:AttachRolePolicy',
    'iam:DeleteRolePolicy',
    'iam:DetachRolePolicy',
    'iam:PassRole',
    'iam:PutRolePolicy',
    'iam:UpdateAssumeRolePolicy',
  ],
  resources: roles,
});

/** The rights of some scopes in the words of their provider, sorted and each once: for roles that name no resources. */
export const actionPermissions = (
  actions: readonly ActionType[],
  scope: 'azure-subscription' | 'gcp-project' | 'cluster',
): readonly string[] =>
  [...new Set(actions.filter(({ on }) => on.scope === scope).flatMap(({ permissions }) => permissions))].sort(
    compareText,
  );
