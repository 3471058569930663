import { describe, expect, test } from 'vitest';
import { clusterNodes, nodegroupNodes, nodeless, otherNodes } from '#clouds/aws/ec2/instance/facts';
import { instance } from '#clouds/aws/ec2/instance/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { isUnread, type Unknown } from '#rule';
import { managedTags, nodeWith } from '../../../../support/aws/ec2.ts';
import { clusterWith, nodegroupWith } from '../../../../support/aws/eks.ts';
import { answerOf } from '../../../../support/aws/fact.ts';

const idsOf = (nodes: readonly { config: { InstanceId?: string | undefined } }[] | Unknown) =>
  isUnread(nodes) ? nodes.reason : nodes.map(({ config }) => config.InstanceId);

const self = nodeWith();
const managed = nodeWith({ InstanceId: 'i-2', Tags: managedTags });
const elsewhere = nodeWith({ InstanceId: 'i-3', Tags: [{ Key: 'kubernetes.io/cluster/other', Value: 'owned' }] });
const gone = [
  nodeWith({ InstanceId: 'i-4', State: { Name: 'terminated' } }),
  nodeWith({ InstanceId: 'i-5', State: { Name: 'shutting-down' }, Tags: managedTags }),
];
const stopped = nodeWith({ InstanceId: 'i-6', State: { Name: 'stopped' } });
const all = [self, managed, elsewhere, ...gone, stopped];

test('the nodes of a cluster are all its instances that are still there', () => {
  expect(idsOf(answerOf(clusterNodes, clusterWith({}), all))).toEqual(['i-1', 'i-2', 'i-6']);
});

test('the nodes of a node group carry its name and the name of its cluster', () => {
  expect(idsOf(answerOf(nodegroupNodes, nodegroupWith(), all))).toEqual(['i-2']);
  expect(idsOf(answerOf(nodegroupNodes, nodegroupWith({ clusterName: 'other' }), all))).toEqual([]);
});

describe('the other nodes of a cluster', () => {
  test('are those that no managed node group answers for', () => {
    expect(idsOf(answerOf(otherNodes, clusterWith({}), [...all, nodegroupWith()]))).toEqual(['i-1', 'i-6']);
  });

  test('are also those that name a node group which does not exist', () => {
    expect(idsOf(answerOf(otherNodes, clusterWith({}), all))).toEqual(['i-1', 'i-2', 'i-6']);
  });

  test('are not those that name a node group while the node groups could not be read', () => {
    const hidden = { hidden: [eksNodegroup] };
    expect(idsOf(answerOf(otherNodes, clusterWith({}), all, hidden))).toEqual(['i-1', 'i-6']);
  });
});

test('without the names nodes are not asked for', () => {
  const nameless = clusterWith({}, { name: undefined });
  expect(idsOf(answerOf(clusterNodes, nameless, all))).toBe('field-missing');
  expect(idsOf(answerOf(otherNodes, nameless, all))).toBe('field-missing');
  expect(idsOf(answerOf(nodegroupNodes, nodegroupWith({ clusterName: undefined }), all))).toBe('field-missing');
  expect(idsOf(answerOf(nodegroupNodes, nodegroupWith({ nodegroupName: undefined }), all))).toBe('field-missing');
});

describe('a node group without nodes', () => {
  const why = (desiredSize?: number, options = {}) =>
    answerOf(nodeless, nodegroupWith({ scalingConfig: { desiredSize } }), [self, ...gone], options)?.why;

  test('has none where it wants none', () => {
    expect(why(0)).toMatchObject({ verdict: 'not-applicable', why: 'it has no nodes' });
  });

  test.each([
    [1, 'The group wants 1 node, and none was found.'],
    [2, 'The group wants 2 nodes, and none was found.'],
    [undefined, 'No node of the group was found, and the answer does not say how many it wants.'],
  ])('that wants %s is not known', (desired, message) => {
    expect(why(desired)).toMatchObject({ reason: 'not-found', message });
  });

  test('lacks what the listing of instances lacks', () => {
    expect(why(2, { hidden: [instance] })).toMatchObject({ reason: 'denied' });
    expect(why(2, { folder: 'recorded' })).toMatchObject({ reason: 'not-in-files' });
  });

  test('is one that shows none: a single node is enough', () => {
    expect(answerOf(nodeless, nodegroupWith({ scalingConfig: { desiredSize: 3 } }), [managed])).toBeUndefined();
  });

  test('without a name is not known', () => {
    expect(answerOf(nodeless, nodegroupWith({ nodegroupName: undefined }))).toMatchObject({
      why: { reason: 'field-missing' },
    });
  });
});
