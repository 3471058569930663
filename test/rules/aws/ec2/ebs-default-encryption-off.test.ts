import { expect, it } from 'vitest';
import { ebsEncryptionDefault } from '#clouds/aws/ec2/ebs-encryption-default/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import rule from '#rules/aws/ec2/ebs-default-encryption-off';
import { clusterWith } from '../../../support/aws/eks.ts';
import { make } from '../../../support/build.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const target = 'aws:111122223333:eu-west-1';
const region = (EbsEncryptionByDefault?: boolean) =>
  make(ebsEncryptionDefault, `${target}/ec2.ebs-encryption-default`, { EbsEncryptionByDefault }, { target });
const message = 'New volumes of the region are not encrypted by default.';

testRule(rule, {
  pass: {
    'it is on': { on: region(true), beside: [clusterWith({})], message: 'New volumes of the region are encrypted.' },
  },
  fail: {
    'it is off where a cluster is': { on: region(false), beside: [clusterWith({})], message },
    'files hold the setting alone': { on: region(false), folder: 'shop', message },
  },
  unknown: {
    'an answer without it': { on: region(), beside: [clusterWith({})], reason: 'field-missing' },
    'the clusters of the region were refused': { on: region(false), hidden: [eksCluster], reason: 'denied' },
  },
  notApplicable: {
    'it is off where no cluster is': { on: region(false), message: 'no cluster stands in the region' },
  },
});

it('says what is expected', () => {
  const [judged] = judgedBy(rule, region(false), { beside: [clusterWith({})] }).judgements;
  expect(judged?.evidence).toEqual([{ at: 'EbsEncryptionByDefault', actual: false, expected: true }]);
});
