import { describe, expect, test } from 'vitest';
import { cluster, read } from '../files/folder.ts';

const account = '111122223333';
const repositories = (...arns: readonly [region: string, name: string, account?: string][]) => ({
  repositories: arns.map(([region, name, owner = account]) => ({
    repositoryArn: `arn:aws:ecr:${region}:${owner}:repository/${name}`,
    repositoryName: name,
    registryId: owner,
  })),
});
const image = (repositoryName: string, registryId: string | undefined = account) => ({
  imageDetails: [{ repositoryName, imageDigest: 'sha256:1', ...(registryId && { registryId }) }],
});
const scan = {
  imageScanFindings: {},
  imageId: { imageDigest: 'sha256:1' },
  repositoryName: 'a/b',
  registryId: account,
};

describe('where images are', () => {
  const cases: readonly [string, Readonly<Record<string, object>>, string][] = [
    [
      'their repository says it',
      { 'i.json': image('a'), 'r.json': repositories(['eu-west-1', 'a'], ['us-east-1', 'b']) },
      `arn:aws:ecr:eu-west-1:${account}:repository/a@sha256:1`,
    ],
    [
      'other repositories of their registry say it',
      { 'c.json': cluster('c', 'us-east-1', '9'), 'i.json': image('a'), 'r.json': repositories(['cn-north-1', 'b']) },
      `arn:aws-cn:ecr:cn-north-1:${account}:repository/a@sha256:1`,
    ],
    [
      'the single place of the folder says it',
      { 'c.json': cluster('c'), 'i.json': image('a') },
      `arn:aws:ecr:eu-west-1:${account}:repository/a@sha256:1`,
    ],
    [
      'their repository says whose they are where their registry is not said',
      { 'i.json': image('a', ''), 'r.json': repositories(['eu-west-1', 'a']) },
      `arn:aws:ecr:eu-west-1:${account}:repository/a@sha256:1`,
    ],
    [
      'their scans are where they are',
      { 'i.json': scan, 'r.json': repositories(['eu-west-1', 'a/b']) },
      `arn:aws:ecr:eu-west-1:${account}:repository/a/b@sha256:1/scan`,
    ],
    [
      'who may use them is where they are',
      {
        'p.json': { repositoryName: 'a/b', registryId: account, policyText: '{}' },
        'r.json': repositories(['eu-west-1', 'a/b'], ['us-east-1', 'a']),
      },
      `arn:aws:ecr:eu-west-1:${account}:repository/a/b/policy`,
    ],
    [
      'a repository of the same name in two regions says nothing',
      { 'i.json': image('a'), 'r.json': repositories(['eu-west-1', 'a'], ['us-east-1', 'a']) },
      `arn:aws:ecr::${account}:repository/a@sha256:1`,
    ],
    [
      'the repositories of another account say nothing',
      { 'i.json': image('a'), 'r.json': repositories(['eu-west-1', 'a', '444455556666']) },
      `arn:aws:ecr::${account}:repository/a@sha256:1`,
    ],
  ];

  test.each(cases)('%s', async (_, files, id) => {
    const { readings } = await read(files);
    const ids = readings.flatMap(({ resources }) => resources).map((it) => it.id);
    expect(ids.filter((it) => /@sha256|\/policy$/.test(it))).toEqual([id]);
  });
});
