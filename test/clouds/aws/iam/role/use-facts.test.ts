import { expect, test } from 'vitest';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { workloadUse } from '#clouds/aws/iam/role/use-facts';
import { answerOf } from '../../../../support/aws/fact.ts';
import { clusterWith } from '../../../../support/aws/eks.ts';
import { roleWith, webIdentity } from '../../../../support/aws/iam.ts';

const inHouse = 'id.example.com/clusters/shop';
const other = webIdentity(undefined, {
  Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${inHouse}` },
});

test('pods use a role that trusts the issuer of a cluster', () => {
  const cluster = clusterWith({}, { identity: { oidc: { issuer: `https://${inHouse}` } } });
  expect(answerOf(workloadUse, roleWith([other]), [cluster])).toBe('pods');
  expect(answerOf(workloadUse, roleWith([other, webIdentity(undefined)]), [], { hidden: [eksCluster] })).toBe('pods');
});

test('an issuer of no cluster is neither', () => {
  expect(answerOf(workloadUse, roleWith([other]))).toBe('neither');
});

test('an issuer that may be a cluster makes it unknown', () => {
  expect(answerOf(workloadUse, roleWith([other]), [], { hidden: [eksCluster] })).toMatchObject({ reason: 'denied' });
});
