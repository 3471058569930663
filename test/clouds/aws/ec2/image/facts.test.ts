import { describe, expect, test } from 'vitest';
import { imageUse, lostImages } from '#clouds/aws/ec2/image/facts';
import { matchesPattern, orGone, type ImageFlaw } from '#clouds/aws/ec2/image/flaw-facts';
import { launchTemplateVersion } from '#clouds/aws/ec2/launch-template-version/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { fieldMissing } from '#rule';
import { givenTemplate, imageWith, nodeWith, templateWith } from '../../../../support/aws/ec2.ts';
import { clusterWith, nodegroupWith } from '../../../../support/aws/eks.ts';
import { answerOf } from '../../../../support/aws/fact.ts';

const autoMode = nodeWith({ InstanceId: 'i-2', Operator: { Managed: true } });
const web = [nodegroupWith(givenTemplate), templateWith({ ImageId: 'ami-1' })];

describe('an image is used', () => {
  test('by nodes, whatever else names it', () => {
    expect(answerOf(imageUse, imageWith(), [nodeWith(), autoMode, ...web])).toBe('nodes');
  });

  test('by templates, where only nodes of Auto Mode run it', () => {
    expect(answerOf(imageUse, imageWith(), [autoMode, ...web])).toBe('templates');
  });

  test('by nodes whose operator does not manage them', () => {
    expect(answerOf(imageUse, imageWith(), [nodeWith({ Operator: { Managed: false } })])).toBe('nodes');
  });

  test.each([
    ['templates', launchTemplateVersion],
    ['node groups', eksNodegroup],
  ])('by somebody or nobody while %s could not be read', (_, type) => {
    expect(answerOf(imageUse, imageWith(), web, { hidden: [type] })).toMatchObject({ reason: 'denied' });
  });
});

test('a lost image names all nodes and templates that use it, in order', () => {
  const [group, template] = [nodegroupWith({ ...givenTemplate, scalingConfig: { desiredSize: 0 } }), web[1]];
  const beside = [nodeWith({ InstanceId: 'i-9' }), nodeWith(), group, template!];
  expect(answerOf(lostImages, clusterWith({}), beside)).toEqual({
    lost: [
      {
        is: 'lost',
        what: 'ami-1',
        key: 'ami-1',
        seen: [
          { at: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1#ImageId', actual: 'ami-1' },
          { at: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-9#ImageId', actual: 'ami-1' },
          {
            at: 'arn:aws:ec2:eu-west-1:111122223333:launch-template/lt-1:3#LaunchTemplateData.ImageId',
            actual: 'ami-1',
          },
        ],
      },
    ],
  });
});

test('the images of nodes that a group wants and that were not found are not known', () => {
  const beside = [nodegroupWith({ scalingConfig: { desiredSize: 2 } }), nodeWith(), imageWith()];
  expect(answerOf(lostImages, clusterWith({}), beside)).toMatchObject({ lost: [], rest: { reason: 'not-found' } });
});

test('a cluster that names no image loses none', () => {
  expect(answerOf(lostImages, clusterWith({}))).toMatchObject({ lost: [], rest: { verdict: 'not-applicable' } });
});

describe('an image that is no longer registered', () => {
  const gone = (State: 'deregistered' | 'invalid' | 'failed' | 'error') => ({
    is: 'gone',
    what: 'ami-1',
    seen: { at: 'State', actual: State, expected: 'available' },
  });

  test.each(['deregistered', 'invalid', 'failed', 'error'] as const)('as %s has that flaw', (State) => {
    expect(orGone(imageWith({ State }), undefined)).toEqual(gone(State));
  });

  test.each([undefined, 'available', 'disabled', 'pending', 'transient'] as const)('is none that is %s', (State) => {
    expect(orGone(imageWith({ State }), undefined)).toBeUndefined();
  });

  test('keeps a graver flaw, and stands before what is not known', () => {
    const owner: ImageFlaw = { is: 'owner', what: '9', seen: [] };
    const it = imageWith({ State: 'deregistered' });
    expect(orGone(it, owner)).toBe(owner);
    expect(orGone(it, fieldMissing('OwnerId'))).toEqual(gone('deregistered'));
  });
});

describe('a name matches a pattern', () => {
  test.each([
    ['golden-7', 'golden-7'],
    ['golden-7', 'golden-?'],
    ['golden-7', '*'],
    ['golden-7', '*7'],
    ['golden-7', 'g*n*'],
    ['golden-7', 'golden-7**'],
    ['aab', '*ab'],
    ['', '*'],
    ['', ''],
    ['a*b', 'a*b'],
    ['a.c', 'a.c'],
  ])('%j %j', (name, pattern) => {
    expect(matchesPattern(name, pattern)).toBe(true);
  });

  test.each([
    ['golden-7', 'Golden-7'],
    ['golden-7', 'golden'],
    ['golden-7', 'olden-7'],
    ['golden-7', 'golden-7?'],
    ['golden-7', '*8'],
    ['golden-7', ''],
    ['', '?'],
    ['abc', 'a.c'],
    ['golden-77', 'golden-?'],
  ])('not %j %j', (name, pattern) => {
    expect(matchesPattern(name, pattern)).toBe(false);
  });
});
