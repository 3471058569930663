import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { configs, madeOf, stackOf } from './topologies.ts';

const tagsOf = (tags?: Record<string, string>) => {
  const { Tags } = madeOf(stackOf(configs.single, { ...(tags && { tags }) })).only('AWS::S3::Bucket');
  return Object.fromEntries((Tags as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]));
};

const always = { app: 'shoalwatch', component: 'audit', stack: 'Shoalwatch', version: packageJson.version };

test('what a stack makes tells which app, part, version and stack it is of', () => {
  expect(tagsOf()).toEqual(always);
});

test('tags of your own stand beside these and do not replace them', () => {
  expect(tagsOf({ owner: 'platform', app: 'mine' })).toEqual({ ...always, owner: 'platform' });
});
