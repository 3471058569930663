import { expect, test } from 'vitest';
import { auditImages } from '#clouds/aws/ec2/allowed-images/actions';
import { allowedImagesWith, imageWith } from '../../../../support/aws/ec2.ts';

const plan = (config: Parameters<typeof allowedImagesWith>[0], ...owners: string[]) => {
  const actions = auditImages(allowedImagesWith(config), owners);
  return 'cannot' in actions ? actions.cannot : actions.map(({ action, request }) => [action, request]);
};
const enable = ['ec2.enable-allowed-images', { AllowedImagesSettingsState: 'audit-mode' }];
const criteria = (...ImageProviders: string[]) => [
  'ec2.replace-image-criteria',
  { ImageCriteria: [{ ImageProviders }] },
];

test('the criteria are the allowed owners, set before the setting is turned on', () => {
  expect(plan({ State: 'disabled' }, 'amazon', 'self', '999988887777')).toEqual([
    criteria('amazon', '999988887777'),
    enable,
  ]);
});

test('only the own account is none: its images need no criteria', () => {
  expect(plan({ State: 'disabled' }, 'self')).toEqual([criteria('none'), enable]);
});

test('criteria that stand are left', () => {
  expect(plan({ State: 'disabled', ImageCriteria: [{ ImageProviders: ['amazon'] }] }, 'self')).toEqual([enable]);
});

test('a declarative policy cannot be overruled', () => {
  expect(plan({ State: 'disabled', ManagedBy: 'declarative-policy' }, 'amazon')).toBe(
    'a declarative policy manages the setting',
  );
});

test('an image that runs cannot be changed', () => {
  expect(auditImages(imageWith(), ['amazon'])).toEqual({ cannot: 'nodes that run the image have to be replaced' });
});
