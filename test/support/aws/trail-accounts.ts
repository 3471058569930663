import type { TrailCase } from './trail.ts';

const role = 'arn:aws:iam::111122223333:role/teams/Dev';
const policy = 'arn:aws:iam::111122223333:policy/Ship';
const lent = 'arn:aws:iam::aws:policy/AdministratorAccess';
const provider = 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/1';
const any = { 'iam.role': 'any' } as const;
const held = { 'iam.policy': [policy] };
const issuers = { 'iam.oidc-provider': [provider] };

const onRole = (call: string, request: object = {}): TrailCase => ({
  call,
  request: { roleName: 'Dev', ...request },
  touched: any,
});
const onPolicy = (call: string): TrailCase => ({ call, request: { policyArn: policy }, touched: held });
const onProvider = (call: string): TrailCase => ({
  call,
  request: { openIDConnectProviderArn: provider },
  touched: issuers,
});

export const iamCases: readonly TrailCase[] = [
  {
    call: 'iam:CreateRole',
    request: { roleName: 'Dev', permissionsBoundary: lent },
    response: { role: { arn: role, roleName: 'Dev', path: '/teams/' } },
    touched: { 'iam.role': [role] },
  },
  {
    call: 'iam:CreateServiceLinkedRole',
    request: { aWSServiceName: 'eks.amazonaws.com' },
    response: { role: { arn: role } },
    touched: { 'iam.role': [role] },
  },
  onRole('iam:UpdateAssumeRolePolicy', { policyDocument: '{}' }),
  onRole('iam:AttachRolePolicy', { policyArn: lent }),
  onRole('iam:AttachRolePolicy', { policyArn: policy }),
  onRole('iam:DetachRolePolicy', { policyArn: policy }),
  onRole('iam:PutRolePolicy', { policyName: 'inline', policyDocument: '{}' }),
  onRole('iam:DeleteRolePolicy', { policyName: 'inline' }),
  onRole('iam:PutRolePermissionsBoundary', { permissionsBoundary: lent }),
  onRole('iam:DeleteRolePermissionsBoundary'),
  onRole('iam:TagRole'),
  onRole('iam:UntagRole'),
  onRole('iam:DeleteRole'),
  onRole('iam:DeleteServiceLinkedRole'),
  onRole('iam:AddRoleToInstanceProfile', { instanceProfileName: 'nodes' }),
  onRole('iam:RemoveRoleFromInstanceProfile', { instanceProfileName: 'nodes' }),
  {
    call: 'iam:CreatePolicy',
    request: { policyName: 'Ship', policyDocument: '{}' },
    response: { policy: { arn: policy } },
    touched: held,
  },
  onPolicy('iam:CreatePolicyVersion'),
  onPolicy('iam:SetDefaultPolicyVersion'),
  onPolicy('iam:DeletePolicyVersion'),
  onPolicy('iam:DeletePolicy'),
  {
    call: 'iam:CreateOpenIDConnectProvider',
    request: { url: 'https://oidc.eks.eu-west-1.amazonaws.com/id/1' },
    response: { openIDConnectProviderArn: provider },
    touched: issuers,
  },
  onProvider('iam:AddClientIDToOpenIDConnectProvider'),
  onProvider('iam:RemoveClientIDFromOpenIDConnectProvider'),
  onProvider('iam:UpdateOpenIDConnectProviderThumbprint'),
  onProvider('iam:TagOpenIDConnectProvider'),
  onProvider('iam:UntagOpenIDConnectProvider'),
  onProvider('iam:DeleteOpenIDConnectProvider'),
];

const id = '1234abcd-12ab-34cd-56ef-1234567890ab';
const arn = `arn:aws:kms:eu-west-1:111122223333:key/${id}`;
const key = { 'kms.key': [arn] };
const rotation = { 'kms.key-rotation': [`${arn}/rotation`] };
const keyPolicy = { 'kms.key-policy': [`${arn}/policy`] };
const beside = { fields: { resources: [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: arn }] } };

export const kmsCases: readonly TrailCase[] = [
  { call: 'kms:ScheduleKeyDeletion', request: { keyId: id }, touched: { ...key, ...rotation } },
  { call: 'kms:CancelKeyDeletion', request: { keyId: id }, response: { keyId: arn }, touched: { ...key, ...rotation } },
  { call: 'kms:DisableKey', request: { keyId: arn }, touched: { ...key, ...rotation } },
  { call: 'kms:EnableKey', request: { keyId: id }, ...beside, touched: { ...key, ...rotation } },
  { call: 'kms:UpdateKeyDescription', request: { keyId: id }, ...beside, touched: key },
  { call: 'kms:ImportKeyMaterial', request: { keyId: id }, ...beside, touched: key },
  { call: 'kms:DeleteImportedKeyMaterial', request: { keyId: id }, ...beside, touched: key },
  { call: 'kms:UpdatePrimaryRegion', request: { keyId: id }, ...beside, touched: { ...key, ...rotation } },
  { call: 'kms:EnableKeyRotation', request: { keyId: id }, ...beside, touched: rotation },
  { call: 'kms:DisableKeyRotation', request: { keyId: id }, ...beside, touched: rotation },
  { call: 'kms:PutKeyPolicy', request: { keyId: id, policyName: 'default' }, ...beside, touched: keyPolicy },
  {
    call: 'kms:DeleteKey',
    request: null,
    fields: { ...beside.fields, eventType: 'AwsServiceEvent', serviceEventDetails: { keyId: id } },
    touched: { ...key, ...rotation, ...keyPolicy },
  },
  { call: 'kms:PutKeyPolicy', request: { keyId: 'alias/shop' }, touched: { 'kms.key-policy': 'any' } },
];

const account = { 'inspector.account': ['aws:111122223333:eu-west-1/inspector.account'] };
const findings = { 'inspector.finding': 'any' } as const;

export const inspectorCases: readonly TrailCase[] = [
  { call: 'inspector2:Enable', request: { resourceTypes: ['ECR'] }, touched: account },
  { call: 'inspector2:Enable', request: { accountIds: ['444455556666', '111122223333'] }, touched: account },
  { call: 'inspector2:Disable', request: { accountIds: ['111122223333'] }, touched: { ...account, ...findings } },
  { call: 'inspector2:CreateFilter', request: { action: 'SUPPRESS' }, touched: findings },
  { call: 'inspector2:UpdateFilter', request: { filterArn: 'arn' }, touched: findings },
  { call: 'inspector2:DeleteFilter', request: { arn: 'arn' }, touched: findings },
];
