import { expect, test } from 'vitest';
import { runningImages } from '#clouds/kubernetes/running-images';

const digest = `sha256:${'a'.repeat(64)}`;
const other = `sha256:${'b'.repeat(64)}`;
const node = (name: string, architecture = 'amd64') => ({
  metadata: { name },
  status: { nodeInfo: { operatingSystem: 'linux', architecture } },
});
const pod = (
  imageID: string,
  more: { node?: string; phase?: string; workload?: string; list?: string; image?: string } = {},
) => ({
  workload: more.workload ?? 'shop/web',
  config: {
    spec: { nodeName: more.node ?? 'n1', containers: [{ name: 'web', image: more.image ?? 'repo/web:1' }] },
    status: {
      phase: more.phase ?? 'Running',
      [more.list ?? 'containerStatuses']: [{ name: 'web', image: 'x', imageID }],
    },
  },
});
const platform = { os: 'linux', architecture: 'amd64' };
const image = { digest, repository: 'repo/web', reference: 'repo/web:1', workloads: ['shop/web'], platform };

test('an image is known by its repository and digest, with the platform of the node', () => {
  expect(runningImages([pod(`repo/web@${digest}`)], [node('n1')])).toEqual([image]);
});

test('older runtimes put a scheme before the image', () => {
  expect(runningImages([pod(`docker-pullable://repo/web@${digest}`)], [node('n1')])).toEqual([image]);
});

test('a registry may name a port', () => {
  expect(runningImages([pod(`reg:5000/web@${digest}`)], [])[0]?.repository).toBe('reg:5000/web');
});

test.each(['initContainerStatuses', 'ephemeralContainerStatuses'])('%s count too', (list) => {
  expect(runningImages([pod(`repo/web@${digest}`, { list })], [node('n1')])).toHaveLength(1);
});

test.each(['Succeeded', 'Failed'])('a pod that has ended (%s) runs none', (phase) => {
  expect(runningImages([pod(`repo/web@${digest}`, { phase })], [])).toEqual([]);
});

test.each([digest, '', `docker://${digest}`, 'repo/web@sha256:1'])('%s names nothing that a registry holds', (id) => {
  expect(runningImages([pod(id)], [])).toEqual([]);
});

test('workloads that run the same image are listed once each', () => {
  const pods = ['shop/web', 'shop/api', 'shop/web'].map((workload) => pod(`repo/web@${digest}`, { workload }));
  expect(runningImages(pods, [node('n1')])).toEqual([{ ...image, workloads: ['shop/api', 'shop/web'] }]);
});

test('nodes of two platforms do not say which variant is meant', () => {
  const pods = [pod(`repo/web@${digest}`), pod(`repo/web@${digest}`, { node: 'n2' })];
  expect(runningImages(pods, [node('n1'), node('n2', 'arm64')])[0]).not.toHaveProperty('platform');
});

test('a node that was not read leaves the platform open', () => {
  expect(runningImages([pod(`repo/web@${digest}`)], [])[0]).not.toHaveProperty('platform');
});

test('another digest of the repository is another image', () => {
  const found = runningImages([pod(`repo/web@${digest}`), pod(`repo/web@${other}`)], []);
  expect(found.map((it) => it.digest)).toEqual([digest, other]);
});

test('an image that one pod names by digest and another by a tag keeps the tag', () => {
  const both = [pod(`repo/web@${digest}`, { image: `repo/web@${digest}` }), pod(`repo/web@${digest}`)];
  expect([both, both.toReversed()].map((pods) => runningImages(pods, [node('n1')]))).toEqual([[image], [image]]);
});
