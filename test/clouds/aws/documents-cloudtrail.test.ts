import { expect, test } from 'vitest';
import { read } from '../files/folder.ts';

test.each<[string, object, number]>([
  ['all that are asked for', {}, 1],
  ['those of some names are not all', { trailNameList: ['main'] }, 0],
  ['those of one region are not all', { includeShadowTrails: false }, 0],
])('trails: %s', async (_, input, listed) => {
  const examples = {
    DescribeTrails: [{ input, output: { trailList: [{ TrailARN: 'arn:aws:cloudtrail:eu-west-1:1:trail/main' }] } }],
  };
  const { readings } = await read({ 'cloudtrail.examples.json': { version: '1.0', examples } });
  expect(readings.flatMap(({ resources }) => resources).length).toBe(listed);
});
