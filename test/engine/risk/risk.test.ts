import { describe, expect, it } from 'vitest';
import { riskOf } from '#engine/risk/risk';
import type { MachineInUse, RiskEvidence, RiskQuestion, TargetComponents } from '#model';
import { component, evidence, home, image, inRange, now, target, version } from './risk-shop.ts';

const answer = (question: RiskQuestion, told: readonly TargetComponents[], more: Partial<RiskEvidence> = {}) =>
  riskOf(question, evidence({ told, ...more }), { owners: [], inRange, at: now });
const telling = (...told: readonly Parameters<typeof component>[]) => [
  target({ told: told.map((one) => component(...one)) }),
];
const machine = (more: Partial<MachineInUse> = {}): MachineInUse => ({
  ...{ kind: 'machine', image: 'ami-1', running: true, clusters: [] },
  ...more,
});
const nobody = { affected: [], unknown: [] };

describe('a question about an image', () => {
  const digest = { about: 'image', digest: 'a' } as const;
  const of = (repository: string, reference = `${repository}:1`) =>
    telling([image({ repository, reference }), 'i-1', 'k8s.image']);

  it('names what runs it, and how it is called there', () => {
    expect(answer(digest, telling([image(), 'i-1', 'k8s.image'], [version(), 'v-1']))).toEqual({
      affected: [
        {
          ...{ target: home, what: 'host/shop/web@a', resource: { type: 'k8s.image', id: 'i-1' }, runs: ['shop/web'] },
          seen: [{ by: 'read', at: now, says: 'host/shop/web:1' }],
        },
      ],
      unknown: [
        { target: home, cluster: { id: 'v-1', name: 'shop' }, runs: [], why: 'what runs in the cluster was not read' },
      ],
      looked: 1,
    });
    expect(answer(digest, telling([image({ digest: 'b' })]))).toEqual({ ...nobody, looked: 1 });
  });
  it('by its digest cannot be answered where there is none', () => {
    expect(answer(digest, telling([image({ digest: '' })]))).toEqual({
      affected: [],
      unknown: [
        {
          ...{ target: home, what: 'host/shop/web:1', runs: ['shop/web'] },
          why: 'it runs without a digest that a registry has',
        },
      ],
      looked: 1,
    });
    expect(answer({ about: 'image', path: 'web' }, telling([image({ digest: '' })])).affected).toMatchObject([
      { what: 'host/shop/web:1' },
    ]);
  });
  it('by its digest is one about its index and the images behind it', () => {
    const index = (own: string, asked: string, ...parts: readonly string[]) => {
      const one = { kind: 'image-parts' as const, digest: 'index', parts: parts.map((part) => ({ digest: part })) };
      const told = [target({ told: [component(image({ digest: own }))], parts: [one] })];
      return answer({ about: 'image', digest: asked }, told).affected.length;
    };
    expect([index('index', 'b', 'a', 'b'), index('b', 'index', 'a', 'b'), index('index', 'index', 'b')]).toEqual([
      ...[1, 1, 1],
    ]);
    expect([index('index', 'c', 'a', 'b'), index('a', 'b', 'a', 'b'), index('c', 'index', 'b')]).toEqual([0, 0, 0]);
  });
  it.each([
    [{ path: 'shop/web' }, 'host/shop/web', true],
    [{ path: 'web' }, 'host/shop/web', true],
    [{ path: 'eb' }, 'host/shop/web', false],
    [{ path: 'host/shop/web' }, 'host/shop/web', true],
    [{ path: 'shop' }, 'host/shop/web', false],
    [{ host: 'host', path: 'shop/web' }, 'host/shop/web', true],
    [{ host: 'host', path: 'web' }, 'host/shop/web', false],
    [{ host: 'other', path: 'shop/web' }, 'host/shop/web', false],
  ])('by %j of %s is met: %s', (asked, repository, is) => {
    expect(answer({ about: 'image', ...asked }, of(repository)).affected).toHaveLength(is ? 1 : 0);
  });
  it.each([
    ['1', 'host/web:1', true],
    ['2', 'host/web:1', false],
    ['v1.2', 'host/web:v1.2', true],
    ['latest', 'host/web:v1.2', false],
    ['latest', 'host/web', true],
    ['latest', 'host:5000/web', true],
    ['5000/web', 'host:5000/web', false],
    ['latest', 'host/web@a', false],
    ['1', 'host/web:1@a', true],
    ['latest', 'host/web:1', false],
  ])('by the tag %s of %s is met: %s', (tag, reference, is) => {
    const told = of('host/web', reference);
    expect(answer({ about: 'image', path: 'web', tag }, told).affected).toHaveLength(is ? 1 : 0);
    expect(answer({ about: 'image', path: 'gate', tag }, told).affected).toEqual([]);
  });
});

describe('a question about a machine image', () => {
  const ami = { about: 'ami', id: 'ami-1' } as const;
  it('names what runs it, in each of its clusters', () => {
    const { affected, looked } = answer(ami, telling([machine({ clusters: ['b', 'a'] }), 'm-1', 'ec2.instance']));
    expect(affected).toEqual(
      ['a', 'b'].map((name) => ({
        ...{ target: home, cluster: { name }, what: 'ami-1', resource: { type: 'ec2.instance', id: 'm-1' } },
        ...{ runs: ['name of m-1'], seen: [{ by: 'read', at: now, says: 'runs it' }] },
      })),
    );
    expect(looked).toBe(1);
  });
  it('names what would start it, in no cluster', () => {
    const { affected } = answer(ami, telling([machine({ running: false })]));
    expect(affected).toMatchObject([{ target: home, seen: [{ says: 'would start it' }] }]);
    expect(affected[0]).not.toHaveProperty('cluster');
  });
  it('is not about others, nor about what is no machine', () => {
    expect(answer(ami, telling([machine({ image: 'ami-2' })], [image()], [version({ part: 'pool' })]))).toEqual({
      ...{ ...nobody, looked: 1 },
    });
  });
});

describe('a question about a version', () => {
  const old = { about: 'version', of: 'kubernetes', versions: '<1.33' } as const;
  it('names the part of the cluster that runs it', () => {
    const told = telling([version({ version: '1.32.1' }), 'v-1'], [version({ part: 'pool', version: '1.33' }), 'v-2']);
    expect(answer(old, told)).toEqual({
      affected: [
        {
          ...{ target: home, cluster: { id: 'v-1', name: 'shop' }, what: 'Kubernetes 1.32.1', runs: ['control plane'] },
          resource: { type: 'eks.cluster', id: 'v-1' },
          seen: [{ by: 'read', at: now, says: '1.32.1' }],
        },
      ],
      unknown: [],
      looked: 2,
    });
  });
  it('of an add-on is not about Kubernetes, and the other way round', () => {
    const cni = version({ of: 'vpc-cni', part: 'add-on', version: '1.2' });
    expect(answer(old, telling([cni], [image()], [machine()]))).toEqual({ ...nobody, looked: 0 });
    expect(answer({ ...old, of: 'vpc-cni' }, telling([cni])).affected).toMatchObject([{ what: 'vpc-cni 1.2' }]);
  });
  it('may be about one service', () => {
    const told = telling([version({ version: '1.30' }), 'v-1', 'aks.cluster'], [version({ version: '1.31' }), 'v-2']);
    const found = (service: 'aks' | 'eks' | 'gke') => answer({ ...old, service }, told);
    expect(found('aks').affected.map(({ resource }) => resource.id)).toEqual(['v-1']);
    expect([found('eks').looked, found('gke').looked, answer(old, told).looked]).toEqual([1, 0, 2]);
  });
  it('cannot be answered where none is told, or none that can be compared', () => {
    const why = (own: string) =>
      answer(old, telling([version({ version: own })])).unknown.map((it) => [it.what, it.why]);
    expect(why('')).toEqual([['Kubernetes', 'its version is not told']]);
    expect(why('new')).toEqual([['Kubernetes new', 'new is no version that can be compared']]);
    expect(why('1.34')).toEqual([]);
  });
});

describe('a question about a flaw or a package', () => {
  it('is about images and nothing else', () => {
    const told = telling([image(), 'i-1'], [machine()], [version({ part: 'pool' })]);
    for (const question of [{ about: 'cve', id: 'CVE-1' } as const, { about: 'package', name: 'zlib' } as const]) {
      const { unknown, looked } = answer(question, told);
      expect([unknown.map(({ what }) => what), looked]).toEqual([['host/shop/web@a'], 1]);
    }
  });
});

describe('what nobody can say', () => {
  const questions = {
    image: { about: 'image', path: 'web' },
    cve: { about: 'cve', id: 'CVE-1' },
    package: { about: 'package', name: 'zlib' },
    machine: { about: 'ami', id: 'ami-1' },
    version: { about: 'version', of: 'kubernetes', versions: '1' },
  } as const;
  it('is what a target should have told of such components, each reason once', () => {
    const unread = [
      ...[
        { kinds: ['image' as const], why: 'No pods.' },
        { kinds: ['image' as const], why: 'No pods.' },
      ],
      { kinds: ['machine' as const, 'version' as const], why: 'No nodes.' },
    ];
    const why = (question: RiskQuestion) => answer(question, [target({ unread })]).unknown;
    for (const question of [questions.image, questions.cve, questions.package]) {
      expect(why(question)).toEqual([{ target: home, runs: [], why: 'No pods.' }]);
    }
    expect(why(questions.machine)).toEqual([{ target: home, runs: [], why: 'No nodes.' }]);
    expect(why(questions.version)).toEqual([{ target: home, runs: [], why: 'No nodes.' }]);
  });
  it('is the inside of clusters that nobody entered, where images are asked for', () => {
    const told = telling([version({ version: '2' }), 'v-1']);
    expect(answer(questions.cve, told).unknown).toHaveLength(1);
    expect(answer(questions.machine, told).unknown).toEqual([]);
    expect(answer(questions.version, told).unknown).toEqual([]);
  });
  it('is what the last run did not read', () => {
    const missed = [target({ target: 'aws:2:eu' })];
    expect(answer(questions.machine, [], { missed }).unknown).toEqual([
      { target: 'aws:2:eu', runs: [], why: 'not read by the last run' },
    ]);
  });
});

describe('an answer is in order', () => {
  const at = (id: string, ...told: readonly Parameters<typeof component>[]) =>
    target({ target: id, told: told.map((one) => component(...one)) });
  it('of clusters, then targets, then what is in them, then what runs it', () => {
    const told = [
      at('t-2', [version({ cluster: 'b', part: 'x' })], [version({ cluster: 'b', part: 'w' })]),
      at('t-1', [version({ cluster: 'b', part: 'x' })], [version({ cluster: 'c', part: 'a' })]),
      at('t-3', [version({ cluster: 'a', version: '1.33.2', part: 'a' })], [version({ cluster: 'a', part: 'z' })]),
    ];
    const { affected } = answer({ about: 'version', of: 'kubernetes', versions: '1' }, told);
    expect(affected.map(({ cluster, target: of, what, runs }) => [cluster?.name, of, what, ...runs].join(' '))).toEqual(
      [
        'a t-3 Kubernetes 1.33 z',
        'a t-3 Kubernetes 1.33.2 a',
        'b t-1 Kubernetes 1.33 x',
        'b t-2 Kubernetes 1.33 w',
        'b t-2 Kubernetes 1.33 x',
        'c t-1 Kubernetes 1.33 a',
      ],
    );
  });
  it('of what is not known as well', () => {
    const missed = ['t-2', 't-1'].map((id) => target({ target: id }));
    const unread = [{ kinds: ['machine' as const], why: 'No nodes.' }];
    const told = [target({ target: 't-3', unread })];
    expect(answer({ about: 'ami', id: 'x' }, told, { missed }).unknown.map((it) => it.target)).toEqual([
      ...['t-1', 't-2', 't-3'],
    ]);
  });
});
