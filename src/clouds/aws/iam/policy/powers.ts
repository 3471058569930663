export const account = '123456789012';
/** Part of every probed address: no policy names it, so only what is granted on everything matches. */
export const nobodysName = 'zq-unnamed-xk';

/** Something a policy can grant, asked of the evaluation as one request. */
export interface Power {
  /** What it is called in messages. */
  readonly label: string;
  readonly grade: 'admin' | 'broad';
  readonly action: string;
  readonly resource: string;
  /** Whether it only counts on every resource and without a condition, or wherever it is granted. */
  readonly on: 'everything' | 'anything';
}

export const at = (service: string, kind: string, region = ''): string =>
  `arn:aws:${service}:${region}:${account}:${kind}${nobodysName}`;
export const regional = (service: string, kind: string): string => at(service, kind, 'zq-region-1');
const object = `arn:aws:s3:::${nobodysName}/${nobodysName}`;
const repository = regional('ecr', 'repository/');

const broad = (action: string, resource: string, label = `${action} on every resource`): Power => ({
  label,
  grade: 'broad',
  action,
  resource,
  on: 'everything',
});
const registryWrite = (action: string, label = action): Power => ({
  label,
  grade: 'broad',
  action,
  resource: repository,
  on: 'anything',
});

/**
 * What changes objects in a bucket: the actions on objects whose access level is a write.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const objectWrites: readonly string[] = [
  'PutObject',
  'DeleteObject',
  'DeleteObjectVersion',
  'PutObjectAcl',
  'PutObjectVersionAcl',
  'PutObjectRetention',
  'PutObjectLegalHold',
  'BypassGovernanceRetention',
  'ObjectOwnerOverrideToBucketOwner',
  'UpdateObjectEncryption',
  'RestoreObject',
  'AbortMultipartUpload',
  'PutObjectTagging',
  'PutObjectVersionTagging',
  'DeleteObjectTagging',
  'DeleteObjectVersionTagging',
  'PutObjectAnnotation',
  'PutObjectVersionAnnotation',
  'DeleteObjectAnnotation',
  'DeleteObjectVersionAnnotation',
  'InitiateReplication',
  'ReplicateObject',
  'ReplicateObjectAnnotation',
  'ReplicateDelete',
  'ReplicateTags',
];

/** An action that no service has: what grants it grants whole services. */
export const anyAction = 'ZqAnyAction';

/** What no node needs: first the rights of an administrator, then those that lead to more rights, secrets or images. */
export const powers: readonly Power[] = [
  {
    label: 'every action',
    grade: 'admin',
    action: `zqservice:${anyAction}`,
    resource: at('zqservice', ''),
    on: 'everything',
  },
  {
    label: 'every IAM action',
    grade: 'admin',
    action: `iam:${anyAction}`,
    resource: at('iam', 'role/'),
    on: 'everything',
  },
  broad('iam:PassRole', at('iam', 'role/')),
  broad('iam:CreatePolicyVersion', at('iam', 'policy/')),
  broad('iam:SetDefaultPolicyVersion', at('iam', 'policy/')),
  broad('iam:AttachRolePolicy', at('iam', 'role/')),
  broad('iam:AttachUserPolicy', at('iam', 'user/')),
  broad('iam:PutRolePolicy', at('iam', 'role/')),
  broad('iam:PutUserPolicy', at('iam', 'user/')),
  broad('iam:UpdateAssumeRolePolicy', at('iam', 'role/')),
  broad('iam:CreateAccessKey', at('iam', 'user/')),
  broad('sts:AssumeRole', at('iam', 'role/')),
  broad('lambda:UpdateFunctionCode', regional('lambda', 'function:')),
  broad('eks:AssociateAccessPolicy', regional('eks', 'access-entry/')),
  broad('eks:CreateAccessEntry', regional('eks', 'cluster/')),
  broad('eks:CreatePodIdentityAssociation', regional('eks', 'cluster/')),
  broad('ec2:ModifyInstanceAttribute', regional('ec2', 'instance/')),
  broad('ssm:SendCommand', regional('ec2', 'instance/')),
  broad('kms:PutKeyPolicy', regional('kms', 'key/')),
  broad(`s3:${anyAction}`, object, 's3:* on every bucket'),
  ...objectWrites.map((name) => broad(`s3:${name}`, object)),
  broad('secretsmanager:GetSecretValue', regional('secretsmanager', 'secret:')),
  broad('ssm:GetParameter', regional('ssm', 'parameter/')),
  broad('ssm:GetParameters', regional('ssm', 'parameter/')),
  broad('ssm:GetParametersByPath', regional('ssm', 'parameter/')),
  broad('ssm:GetParameterHistory', regional('ssm', 'parameter/')),
  broad('kms:Decrypt', regional('kms', 'key/')),
  registryWrite(`ecr:${anyAction}`, 'ecr:*'),
  registryWrite('ecr:PutImage'),
  registryWrite('ecr:InitiateLayerUpload'),
  registryWrite('ecr:UploadLayerPart'),
  registryWrite('ecr:CompleteLayerUpload'),
  registryWrite('ecr:BatchDeleteImage'),
  registryWrite('ecr:SetRepositoryPolicy'),
];
