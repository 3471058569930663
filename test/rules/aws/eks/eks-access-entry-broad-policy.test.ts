import { expect, it } from 'vitest';
import { accessPolicies } from '#clouds/aws/eks/access-policies/resource';
import rule from '#rules/aws/eks/eks-access-entry-broad-policy';
import { adminArn, entryWith, iamArn, policiesOf, policyIn, wholly } from '../../../support/aws/access.ts';
import { gapOn } from '../../../support/build.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const holding = (...policies: Parameters<typeof policiesOf>[1] & object) => ({
  on: entryWith(),
  beside: [policiesOf(adminArn, policies)],
});
const harmless = 'No policy to edit or to read Secrets that it was given reaches the whole cluster.';
const edit = 'It holds AmazonEKSEditPolicy in the whole cluster.';
const nobodyKnows = policyIn('AmazonEKSMorePolicy');

testRule(rule, {
  pass: {
    'no policies': { ...holding(), message: harmless },
    'the view policy reads no Secrets': { ...holding(policyIn('AmazonEKSViewPolicy')), message: harmless },
    'grants in namespaces that lead no further': {
      ...holding(policyIn('AmazonEKSEditPolicy', ['shop']), policyIn('AmazonEKSAdminViewPolicy', ['web'])),
      message: harmless,
    },
    'a wildcard with a fixed prefix': { ...holding(policyIn('AmazonEKSEditPolicy', ['dev-*'])), message: harmless },
    'a policy that is not known, in a namespace of its own': {
      ...holding(policyIn('AmazonEKSMorePolicy', ['shop'])),
      message: harmless,
    },
    'policies that AWS made for its services': {
      ...holding(policyIn('AmazonEKSBlockStoragePolicy'), policyIn('AmazonEKSACKPolicy')),
      message: harmless,
    },
    'the policy of Argo CD in its own namespace, as EKS gives it': {
      ...holding(policyIn('AmazonEKSArgoCDPolicy', ['argocd']), policyIn('AmazonEKSArgoCDClusterPolicy')),
      message: harmless,
    },
    'a principal that policy names': {
      ...holding(policyIn('AmazonEKSEditPolicy')),
      params: { allowedPrincipals: [adminArn] },
      message: 'Policy names its principal.',
    },
    'an admin policy in a namespace of its own': {
      ...holding(policyIn('AmazonEKSAdminPolicy', ['shop'])),
      message: harmless,
    },
    'a role that AWS uses for a service': {
      on: entryWith(iamArn('role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS')),
      beside: [
        policiesOf(iamArn('role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS'), [
          policyIn('AmazonEKSEditPolicy'),
        ]),
      ],
      message: harmless,
    },
  },
  fail: {
    'editing in the whole cluster': { ...holding(policyIn('AmazonEKSEditPolicy')), message: edit, grade: 'high' },
    'editing in every namespace': {
      ...holding(policyIn('AmazonEKSEditPolicy', ['shop', '*'])),
      message: 'It holds AmazonEKSEditPolicy in every namespace.',
      grade: 'high',
    },
    'editing in kube-system': {
      ...holding(policyIn('AmazonEKSEditPolicy', ['kube-system'])),
      message: 'It holds AmazonEKSEditPolicy in kube-system.',
      grade: 'high',
    },
    'reading all objects, Secrets among them': {
      ...holding(policyIn('AmazonEKSAdminViewPolicy')),
      message: 'It holds AmazonEKSAdminViewPolicy in the whole cluster.',
    },
    'reading Secrets, in another partition': {
      ...holding(policyIn('AmazonEKSSecretReaderPolicy', ['kube-system'], 'aws-us-gov')),
      message: 'It holds AmazonEKSSecretReaderPolicy in kube-system.',
    },
    'both: what edits is named, and the plan takes both': {
      ...holding(
        policyIn('AmazonEKSAdminViewPolicy'),
        policyIn('AmazonEKSEditPolicy'),
        policyIn('AmazonEKSViewPolicy'),
      ),
      message: edit,
      grade: 'high',
    },
    'a pattern of policy names another principal': {
      ...holding(policyIn('AmazonEKSEditPolicy')),
      params: { allowedPrincipals: [iamArn('role/admi')] },
      message: edit,
      grade: 'high',
    },
  },
  unknown: {
    'a policy that is not known': {
      ...holding(nobodyKnows),
      reason: 'not-found',
      message: 'What AmazonEKSMorePolicy permits is not known.',
    },
    ...Object.fromEntries(
      ['AmazonEMRJobPolicy', 'AmazonSagemakerHyperpodControllerPolicy', 'AmazonEKSArgoCDPolicy'].map(
        (name) =>
          [
            `${name} in the hands of a role that is not of AWS`,
            { ...holding(policyIn(name)), reason: 'not-found', message: `What ${name} permits is not known.` },
          ] as const,
      ),
    ),
    'a policy that is no access policy of EKS': {
      ...holding({ ...wholly, policyArn: 'arn:aws:iam::aws:policy/AmazonEKSViewPolicy' }),
      reason: 'not-found',
    },
    'a policy without its ARN': { ...holding({ accessScope: wholly.accessScope }), reason: 'field-missing' },
    'a policy without its scope': {
      ...holding({ policyArn: policyIn('AmazonEKSEditPolicy').policyArn }),
      reason: 'field-missing',
    },
    'the policies of the entry were refused': {
      on: entryWith(),
      gaps: [gapOn(accessPolicies, 'aws:111122223333:eu-west-1', `${entryWith().id}/policies`)],
      reason: 'denied',
      message: 'eks:ListAssociatedAccessPolicies was refused.',
    },
    'an entry without a type': {
      on: entryWith(adminArn, { type: undefined }),
      beside: [policiesOf(adminArn, [])],
      reason: 'field-missing',
      message: 'The answer has no type.',
    },
  },
  notApplicable: {
    'an admin of the cluster': {
      ...holding(policyIn('AmazonEKSEditPolicy'), wholly),
      message: 'eks-access-entry-cluster-admin speaks about it',
    },
    'the role of nodes': {
      on: entryWith(adminArn, { type: 'EC2_LINUX' }),
      beside: [policiesOf(adminArn, [])],
      message: 'it has the rights of a node, which EKS gives it',
    },
  },
});

it('a policy that is not known hides none that is', () => {
  const beside = [policiesOf(adminArn, [nobodyKnows, policyIn('AmazonEKSEditPolicy')])];
  const [found] = judgedBy(rule, entryWith(), { beside }).judgements;
  expect([found?.verdict, found?.message]).toEqual(['fail', edit]);
});
