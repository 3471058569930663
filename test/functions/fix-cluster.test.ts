import { afterEach, describe, expect, test } from 'vitest';
import rule from '#rules/kubernetes/workload/k8s-run-as-root';
import { estateOf } from '../clouds/azure/audit.ts';
import { openEndpoints } from '../contract/aws/estate.ts';
import { generateKubernetesEstate } from '../sim/kubernetes/generate.ts';
import { insideOf, type Inside } from './fix-inside.ts';
import { atEachDeath, sceneOn } from './fix-scene.ts';
import { aksStand, reader, remediator } from './fix-stand-aks.ts';
import { eksStand } from './fix-stand-eks.ts';
import { policyWith, type FixStand } from './fix-stand.ts';

const policy = policyWith({ [rule.id]: {} });
const estate = (provider: 'eks' | 'aks') =>
  generateKubernetesEstate({ seed: 7, provider, namespaces: 2, deployments: 1 });

/** A cluster in its cloud, entered by whom it lets in. */
interface Case {
  readonly opened: (mayChange?: boolean) => Promise<readonly [FixStand, Inside]>;
  /** Who changes things there, and who only reads. */
  readonly changes: string;
  readonly reads: string;
}

const eksReader = /:user\/auditor$/;
const eksRemediator = /:assumed-role\/Shoalwatch-remediate\/shoalwatch-fix$/;

const cases: readonly (readonly [string, Case])[] = [
  [
    'EKS',
    {
      changes: 'the role',
      reads: 'the function',
      async opened(mayChange = true) {
        const inside = await insideOf(estate('eks'), (name) => mayChange && eksRemediator.test(name));
        return [await eksStand(openEndpoints(), rule, policy, inside), inside];
      },
    },
  ],
  [
    'AKS',
    {
      changes: remediator,
      reads: reader,
      async opened(mayChange = true) {
        const inside = await insideOf(estate('aks'), (name) => mayChange && name === remediator);
        return [await aksStand(estateOf({ seed: 7, clusters: 1 }), rule, policy, { inside }), inside];
      },
    },
  ],
];

/** The ARNs of AWS in the words of the cases. */
const whoOf = (by = 'nobody'): string =>
  eksRemediator.test(by) ? 'the role' : eksReader.test(by) ? 'the function' : by;

let stand: FixStand;
let inside: Inside;
afterEach(() => stand.close());

const written = () =>
  inside.sim.written.map(({ what, isDry, by, fieldManager, status }) => [what, isDry, whoOf(by), fieldManager, status]);
const readers = () =>
  new Set(inside.sim.calls.filter(({ operation }) => /\.(?:get|list)$/.test(operation)).map(({ by }) => whoOf(by)));

describe.each(cases)('a fix in a cluster of %s, in the stack', (_, { opened, changes, reads }) => {
  test('what was approved is tried and then made by the remediator, verified, and undone again', async () => {
    [stand, inside] = await opened();
    const { approved, remediation, status } = sceneOn(stand);
    const asked = await approved('k8s:');
    const ended = await stand.run(asked.order);
    expect([ended.status, ended.output['is'], ended.output['state']]).toEqual(['SUCCEEDED', 'ended', 'done']);
    expect(await remediation(asked)).toMatchObject({ stillOpen: false, left: 'changed' });
    const patch = inside.sim.written[0]?.what;
    expect(patch).toMatch(/^patch \w+\.(?:apps|batch)$/);
    const both = [
      [patch, true, changes, 'shoalwatch', 200],
      [patch, false, changes, 'shoalwatch', 200],
    ];
    expect(written()).toEqual(both);
    await stand.sweep();
    expect(await status(asked)).toBe('resolved');

    const undone = await stand.run({ ...asked.order, do: 'undo', by: 'bob@example.com' });
    expect([undone.status, undone.output['state']]).toEqual(['SUCCEEDED', 'undone']);
    expect(written()).toEqual([...both, ...both]);
    expect([...readers()]).toContain(reads);
    await stand.sweep();
    expect(await status(asked)).toBe('open');
  });

  test('a change of somebody between plan and approval is refused, with a new plan', async () => {
    [stand, inside] = await opened();
    const { approved, remediation } = sceneOn(stand);
    const asked = await approved('k8s:');
    await changedBySomebody(asked.plan.steps[0]?.action.subject.id ?? '');
    await stand.run(asked.order);
    const refused = await remediation(asked);
    expect([refused.state, refused.code, refused.left]).toEqual(['refused', 'changed', 'unchanged']);
    const next = await stand.memory.remediations.get(refused.next ?? '');
    expect(next?.remediation.state).toBe('proposed');
    expect(written().filter(([, , by]) => by === changes)).toEqual([]);
  });

  test('who may not write there has changed nothing, and is told what he may not do', async () => {
    [stand, inside] = await opened(false);
    const { approved, remediation } = sceneOn(stand);
    const asked = await approved('k8s:');
    await stand.run(asked.order);
    const failed = await remediation(asked);
    expect([failed.state, failed.left, failed.code]).toEqual(['failed', 'unchanged', '403']);
    expect(failed.why).toMatch(/cannot patch resource "\w+" in API group/);
    expect(written().map(([what, isDry, by, , status]) => [what, isDry, by, status])).toEqual([
      [inside.sim.written[0]?.what, true, changes, 403],
    ]);
  });

  test('a cluster whose API nobody reaches any more is not changed, and it is said why', async () => {
    [stand, inside] = await opened();
    const { approved, remediation } = sceneOn(stand);
    const asked = await approved('k8s:');
    await inside.close();
    await stand.run(asked.order);
    const refused = await remediation(asked);
    expect([refused.state, refused.code, refused.left]).toEqual(['refused', 'unread', 'unchanged']);
    expect(refused.why).toContain('ECONNREFUSED');
  });

  test('a function that dies at any step comes again to the same end, and writes once', async () => {
    [stand, inside] = await opened();
    const steps = await atEachDeath(
      async () => {
        const [own, its] = await opened();
        inside = its;
        return own;
      },
      async (own, asked, at) => {
        const { state, stillOpen } = await sceneOn(own).remediation(asked);
        expect([at, state, stillOpen]).toEqual([at, 'done', false]);
        const kept = written().filter(([, isDry, , , status]) => !isDry && status === 200);
        expect([at, kept.length]).toEqual([at, 1]);
      },
      'k8s:',
    );
    expect(steps).toBeGreaterThan(4);
  }, 240_000);
});

/** Somebody else gives the pods of a workload another user. */
async function changedBySomebody(id: string): Promise<void> {
  const spec = { template: { spec: { securityContext: { runAsUser: 1234 } } } };
  await inside.patch(id, { spec: id.includes('/cronjobs/') ? { jobTemplate: { spec } } : spec });
}
