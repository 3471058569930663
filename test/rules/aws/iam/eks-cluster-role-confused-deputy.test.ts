import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import rule from '#rules/aws/iam/eks-cluster-role-confused-deputy';
import { clusterWith } from '../../../support/aws/eks.ts';
import { instanceTrust, roleArn, roleWith } from '../../../support/aws/iam.ts';
import { testRule } from '../../../support/test-rule.ts';

const letting = (Service: string, Condition?: object) => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service },
  ...(Condition && { Condition }),
});
const fargate = (Condition?: object) => letting('eks-fargate-pods.amazonaws.com', Condition);
const plane = (Condition?: object) => letting('eks.amazonaws.com', Condition);
const profiles = 'arn:aws:eks:eu-west-1:111122223333:fargateprofile/shop/*';
const ofProfiles = { ArnLike: { 'aws:SourceArn': profiles } };
const strict = { params: { requireOnClusterRole: true } };
const shop = clusterWith({}, { roleArn });
const tested = 'Its trust tests the source.';
const loose = 'Fargate may take it for profiles of any account.';

testRule(rule, {
  pass: {
    'the template of AWS': { on: roleWith([fargate(ofProfiles)]), message: tested },
    ...Object.fromEntries(
      ['ArnEquals', 'StringLike', 'stringequals'].map((operator) => [
        `a test by ${operator}`,
        { on: roleWith([fargate({ [operator]: { 'AWS:SourceArn': [profiles] } })]), message: tested },
      ]),
    ),
    'a test of the account': {
      on: roleWith([fargate({ StringEquals: { 'aws:SourceAccount': '111122223333' } })]),
      message: tested,
    },
    'a test of the account that takes no case into account': {
      on: roleWith([fargate({ StringEqualsIgnoreCase: { 'aws:SourceAccount': '111122223333' } })]),
      message: tested,
    },
    'a test that one of several values has to pass': {
      on: roleWith([fargate({ 'ForAnyValue:ArnLike': ofProfiles.ArnLike })]),
      message: tested,
    },
    ...Object.fromEntries(
      ['arn:aws:eks:*:111122223333:*', 'arn:aws:*:*:111122223333:fargate*'].map((pattern) => [
        `a test of everything in the account by ${pattern}`,
        { on: roleWith([fargate({ ArnLike: { 'aws:SourceArn': pattern } })]), message: tested },
      ]),
    ),
    'the role of a cluster, where policy asks for it': {
      on: roleWith([plane({ ArnLike: { 'aws:SourceArn': 'arn:aws:eks:eu-west-1:111122223333:cluster/shop' } })]),
      beside: [shop],
      ...strict,
      message: tested,
    },
    'a statement for control planes in a role that no cluster has': {
      on: roleWith([fargate(ofProfiles), plane()]),
      ...strict,
      message: tested,
    },
  },
  fail: {
    'no test': { on: roleWith([fargate()]), message: loose },
    'one statement of two without a test': { on: roleWith([fargate(ofProfiles), fargate()]), message: loose },
    'in China': { on: roleWith([letting('eks-fargate-pods.amazonaws.com.cn')]), message: loose },
    'a test of another account': {
      on: roleWith([fargate({ StringEquals: { 'aws:SourceAccount': ['111122223333', '444455556666'] } })]),
      message: loose,
    },
    'a test of any account': {
      on: roleWith([fargate({ ArnLike: { 'aws:SourceArn': 'arn:aws:eks:*:*:fargateprofile/*' } })]),
      message: loose,
    },
    'a test of another kind of source': {
      on: roleWith([fargate({ ArnLike: { 'aws:SourceArn': 'arn:aws:eks:eu-west-1:111122223333:cluster/shop' } })]),
      message: loose,
    },
    'a test of all values, of which there may be none': {
      on: roleWith([fargate({ 'ForAllValues:ArnLike': { 'aws:SourceArn': profiles } })]),
      message: loose,
    },
    'a test that lets requests without a source through': {
      on: roleWith([fargate({ ArnLikeIfExists: { 'aws:SourceArn': profiles } })]),
      message: loose,
    },
    'tests of any account in both ways of comparing': {
      on: roleWith([
        fargate({
          ArnLike: { 'aws:SourceArn': 'arn:aws:eks:*:*:fargateprofile/*' },
          ArnEquals: { 'aws:SourceArn': 'arn:aws:eks:*:*:fargateprofile/*' },
        }),
      ]),
      message: loose,
      cannot: 'a statement tests aws:SourceArn in every way already: put the account of the role there',
    },
    'a test of something else': {
      on: roleWith([fargate({ StringEquals: { 'aws:PrincipalAccount': '111122223333' } })]),
      message: loose,
    },
    'the role of a cluster, where policy asks for it': {
      on: roleWith([plane()]),
      beside: [shop],
      ...strict,
      message: 'EKS may take it for clusters of any account.',
    },
  },
  unknown: {
    'a role without a trust': {
      on: roleWith([], { AssumeRolePolicyDocument: undefined }),
      reason: 'field-missing',
    },
    'whether a cluster has it was refused': {
      on: roleWith([plane()]),
      hidden: [eksCluster],
      ...strict,
      reason: 'denied',
    },
  },
  notApplicable: {
    'instances take it': {
      on: roleWith([instanceTrust]),
      message: 'neither Fargate nor a control plane that is judged takes it',
    },
    'the role of a cluster, where policy does not ask for it': {
      on: roleWith([plane()]),
      beside: [shop],
      message: 'neither Fargate nor a control plane that is judged takes it',
    },
    'a role for control planes that no cluster has': {
      on: roleWith([plane()]),
      beside: [clusterWith({})],
      ...strict,
      message: 'no cluster has it',
    },
    'a denial lets nobody in': {
      on: roleWith([{ ...fargate(), Effect: 'Deny' }]),
      message: 'neither Fargate nor a control plane that is judged takes it',
    },
  },
});
