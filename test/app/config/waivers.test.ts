import { describe, expect, it } from 'vitest';
import { loadConfig, policyOf } from '#app/config/load';
import { ShoalwatchError } from '#model';
import { rules } from '#rules/catalog.gen';

const terms = 'rule: k8s-run-as-root, until: 2027-01-01, owner: o, approver: p, reason: q';
const file = (...waivers: string[]): string =>
  `version: 1\nwaivers:\n${waivers.map((it, i) => `  - {id: EX-${i}, ${terms}, ${it}}\n`).join('')}`;
const waiversIn = (text: string) => policyOf(loadConfig(text, 'f', rules)).waivers;

function mistakesIn(text: string): readonly string[] {
  try {
    loadConfig(text, 'f', rules);
    return [];
  } catch (error) {
    return error instanceof ShoalwatchError
      ? error.message.split('\n').map((it) => it.replace(/^f:\d+:\d+: /, ''))
      : [];
  }
}

const cluster = 'arn:aws:eks:eu-west-1:111122223333:cluster/shop';

describe('waivers of the config', () => {
  it('cover a resource, a key of it, a cluster, a target or an account', () => {
    const text = file(
      'resource: a',
      'resource: a, key: b',
      `cluster: "${cluster}"`,
      'target: "gcp:p"',
      'target: "aws:111122223333"',
    );
    const same = { rule: 'k8s-run-as-root', until: '2027-01-01', owner: 'o', approver: 'p', reason: 'q' };
    expect(waiversIn(text)).toEqual([
      { ...same, id: 'EX-0', resource: 'a' },
      { ...same, id: 'EX-1', resource: 'a', key: 'b' },
      { ...same, id: 'EX-2', cluster },
      { ...same, id: 'EX-3', target: 'gcp:p' },
      { ...same, id: 'EX-4', target: 'aws:111122223333' },
    ]);
  });
  it.each([
    ['nothing', 'ticket: x', 'waivers.0: it covers one thing: a resource, a cluster or a target'],
    [
      'two things',
      `resource: a, cluster: "${cluster}"`,
      'waivers.0: it covers one thing: a resource, a cluster or a target',
    ],
    ['a key of a cluster', `cluster: "${cluster}", key: b`, 'waivers.0.key: a key is one of a resource'],
    [
      'a cluster by its name',
      'cluster: shop',
      'waivers.0.cluster: "shop" is no cluster: an EKS ARN, the id of an AKS cluster, or a GKE full name',
    ],
    [
      'a pattern of targets',
      'target: "aws:111122223333:*"',
      'waivers.0.target: "aws:111122223333:*" is no target, such as aws:123456789012:eu-west-1 or aws:123456789012',
    ],
    [
      'a pattern of resources',
      'resource: "arn:aws:eks:eu-west-1:111122223333:cluster/*"',
      'waivers.0.resource: a waiver covers one exact address: no * stands for others (cluster and target cover more than one)',
    ],
    ['a resource without a name', 'resource: ""', 'waivers.0.resource is empty'],
    ['a tag', 'resource: a, tag: lab', /^unknown key "tag"; /],
  ])('do not cover %s', (_name, place, said) => {
    const [first, ...more] = mistakesIn(file(place));
    expect(more).toEqual([]);
    expect(first).toEqual(typeof said === 'string' ? said : expect.stringMatching(said));
  });
  it('have an id of their own', () => {
    const text = file('resource: a', 'resource: b').replace('EX-1', 'EX-0');
    expect(mistakesIn(text)).toEqual(['waivers.1.id: "EX-0" is the id of another waiver']);
  });
});
