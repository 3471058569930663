import { expect, test } from 'vitest';
import { nodegroupTemplate } from '#clouds/aws/ec2/launch-template-version/facts';
import { launchTemplateVersion } from '#clouds/aws/ec2/launch-template-version/resource';
import { templateWith } from '../../../../support/aws/ec2.ts';
import { nodegroupWith } from '../../../../support/aws/eks.ts';
import { answerOf } from '../../../../support/aws/fact.ts';

const versions = [
  templateWith({}, { VersionNumber: 2, DefaultVersion: true }),
  templateWith({}, { VersionNumber: 10 }),
  templateWith({}, { VersionNumber: 3 }),
];
const given = (version: string | undefined) => nodegroupWith({ launchTemplate: { id: 'lt-1', version } });

test.each([
  ['its number', '3', 3],
  ['the default, when it is named', '$Default', 2],
  ['the default, when none is named', undefined, 2],
  ['the latest, by number and not by text', '$Latest', 10],
])('the version of a node group is %s', (_, version, number) => {
  expect(answerOf(nodegroupTemplate, given(version), versions)).toMatchObject({ config: { VersionNumber: number } });
});

test('a node group without a launch template has none', () => {
  expect(answerOf(nodegroupTemplate, nodegroupWith(), versions)).toBe('none');
});

test('a version that is not there is unknown', () => {
  expect(answerOf(nodegroupTemplate, given('4'), versions)).toMatchObject({
    reason: 'not-found',
    message: 'The launch template lt-1 4 could not be found.',
  });
});

test('a version of another template is not taken', () => {
  const other = templateWith({}, { LaunchTemplateId: 'lt-2' });
  expect(answerOf(nodegroupTemplate, given('3'), [other])).toMatchObject({ reason: 'not-found' });
});

test('a refused listing is handed on', () => {
  const hidden = { hidden: [launchTemplateVersion] };
  expect(answerOf(nodegroupTemplate, given('3'), versions, hidden)).toMatchObject({ reason: 'denied' });
});
