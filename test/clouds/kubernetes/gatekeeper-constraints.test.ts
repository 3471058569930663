import { afterEach, describe, expect, test } from 'vitest';
import { changeInCluster } from '#clouds/kubernetes/events';
import type { Reading } from '#model';
import { type JsonObject, toJsonObject } from '../../sim/json.ts';
import { templateOf } from '../../bench/faults/kubernetes-gatekeeper-changes.ts';
import { accessTo, estate, gapFor, read, start, stopAll } from '../../support/kubernetes/collected.ts';
import { clusters } from '../../support/kubernetes/objects.ts';
import { onlyReading, read as readFiles } from '../files/folder.ts';

afterEach(stopAll);

const type = 'k8s.gatekeeper-constraint';
const constraint = (kind: string, more: JsonObject = {}): JsonObject => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind,
  metadata: { name: 'strict' },
  spec: { enforcementAction: 'dryrun' },
  ...more,
});
const audited = {
  status: {
    byPod: [{ operations: ['webhook'], enforced: true }],
    violations: [{ kind: 'Pod', name: 'web', message: 'the variable TOKEN is hunter2' }],
  },
};
const objects = [
  toJsonObject(templateOf('K8sPSPPrivilegedContainer')),
  toJsonObject(templateOf('OurStandard')),
  constraint('K8sPSPPrivilegedContainer', audited),
  constraint('OurStandard'),
];
const gated = { ...estate, groups: ['templates.gatekeeper.sh/v1' as const], objects };
const own = ({ resources }: Reading) => resources.filter((it) => it.type === type);

describe('constraints of Gatekeeper', () => {
  test('are read of every kind that the cluster serves', async () => {
    const reading = await read(accessTo(await start({ estate: gated })));
    const place = `${clusters.eks}/constraints.gatekeeper.sh/v1beta1/_cluster`;
    expect(own(reading).map(({ id }) => id)).toEqual([
      `${place}/k8spspprivilegedcontainer/strict`,
      `${place}/ourstandard/strict`,
    ]);
    expect(reading.complete).toContain(type);
    expect(reading.gaps).toEqual([]);
  });

  test('do not exist where no template does', async () => {
    const reading = await read(accessTo(await start({ estate: { ...estate, groups: [], objects: [] } })));
    expect(own(reading)).toEqual([]);
    expect(reading.complete).toContain(type);
  });

  test('of a kind that may not be read are a gap that names the right, and the others are read', async () => {
    const operation = 'constraints.gatekeeper.sh:ourstandard.list';
    const reading = await read(
      accessTo(await start({ estate: gated, faults: [{ operation, fault: 'denied', position: 'all' }] })),
    );
    const api = 'list ourstandard.constraints.gatekeeper.sh';
    expect(gapFor(reading, type)).toMatchObject({ api, reason: 'denied', permission: api, types: [type] });
    expect(own(reading)).toHaveLength(1);
    expect(reading.complete).not.toContain(type);
  });

  test('are unread where the cluster does not say which kinds it serves', async () => {
    const faults = [{ operation: 'discovery:resources', fault: 'server-error', position: 'all' }] as const;
    const reading = await read(accessTo(await start({ estate: gated, faults: [...faults] })));
    expect(gapFor(reading, type)).toMatchObject({ api: 'list *.constraints.gatekeeper.sh' });
    expect(reading.complete).not.toContain(type);
  });

  test('are kept without what audits found', async () => {
    const [first] = own(await read(accessTo(await start({ estate: gated }))));
    expect(first?.config).toMatchObject({ status: { byPod: audited.status.byPod } });
    expect(JSON.stringify(first)).not.toContain('hunter2');
  });

  test('stand in files by their group, whatever their kind', async () => {
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects.slice(2) });
    const reading = onlyReading(await readFiles({ 'k8s/constraints.json': text }));
    expect(own(reading).map(({ name }) => name)).toEqual(['strict', 'strict']);
  });

  test('of another engine are none', async () => {
    const other = { ...constraint('GCPSQLPublicIpConstraintV1'), apiVersion: 'constraints.gatekeeper.sh/v1alpha1' };
    const { unreadable } = await readFiles({ 'k8s/constraint.json': JSON.stringify(other) });
    expect(JSON.stringify(unreadable)).toContain('GCPSQLPublicIpConstraintV1');
  });

  test('of every kind are read again when one changes', () => {
    const group = 'constraints.gatekeeper.sh';
    const { touched } = changeInCluster({ cluster: 'c', verb: 'patch', group, plural: 'ourstandard', name: 'strict' });
    expect(touched).toEqual([{ target: 'k8s:c', type }]);
  });
});
