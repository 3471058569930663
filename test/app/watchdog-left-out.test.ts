import { expect, it } from 'vitest';
import { leftOutIn } from '#app/watchdog/left-out';

it('what a config leaves out by name is told with the place that says so', () => {
  expect(
    leftOutIn({
      aws: [{ account: '111122223333' }, { organization: true, role: 'r', exclude: ['999999999999'] }],
      azure: [{ managementGroup: 'g', exclude: ['00000000-0000-0000-0000-00000000000A'] }],
      gcp: [{ folder: '1', exclude: ['sandbox', 'example.com:old'] }],
    }),
  ).toEqual([
    { id: 'aws:999999999999', by: 'targets.aws[1].exclude' },
    { id: 'azure:00000000-0000-0000-0000-00000000000a', by: 'targets.azure[0].exclude' },
    { id: 'gcp:sandbox', by: 'targets.gcp[0].exclude' },
    { id: 'gcp:example.com:old', by: 'targets.gcp[0].exclude' },
  ]);
});

it('no config leaves nothing out', () => expect(leftOutIn(undefined)).toEqual([]));
