import { afterEach, describe, expect, it } from 'vitest';
import { callersThrough } from '#clouds/azure/aks/cluster/callers';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { gateOf } from '#clouds/gate';
import type { FaultLine } from '../../../../sim/faults.ts';
import { quickClock } from '../../../../support/quick-clock.ts';
import {
  addressesOf,
  apart,
  ask,
  call,
  clock,
  closeAll,
  clusterWith,
  hour,
  id,
  inOne,
  setting,
  whole,
  workspaceId,
} from './callers-stand.ts';

const day = 24 * hour;
const balanced = { networkProfile: { outboundType: 'loadBalancer', loadBalancerSku: 'standard' } };

afterEach(closeAll);

describe('who called the API of a cluster', () => {
  it('is read from its audit log, each address once with who called last', async () => {
    const rows = [
      call('ci', ['198.51.100.7'], { ago: 6 * day }),
      call('ann', ['198.51.100.7'], { ago: 5 * day }),
      call('system:serviceaccount:kube-system:coredns', ['10.0.3.4']),
    ];
    const { said, calls } = await ask({ AKSAudit: rows });
    expect(addressesOf(said)).toEqual(['10.0.3.4 system:serviceaccount:kube-system:coredns', '198.51.100.7 ann']);
    expect(said).not.toHaveProperty('more');
    expect(said.is === 'read' && Math.round((clock.now() - Date.parse(said.since)) / day)).toBe(6);
    expect(calls).toEqual([
      ...['monitor:diagnosticSettings.list', 'operationalinsights:workspaces.get', 'loganalytics:query'],
    ]);
  });

  it('is the address that the server saw, and none that the caller claims', async () => {
    const { said } = await ask({ AKSAudit: [call('eve', ['192.0.2.1', '192.0.2.2', '198.51.100.9'])] });
    expect(addressesOf(said)).toEqual(['198.51.100.9 eve']);
  });

  it('is nobody whom the cluster did not let in, nobody of another cluster, and nobody of long ago', async () => {
    const rows = [
      call('system:anonymous', ['192.0.2.1']),
      call(undefined, ['192.0.2.2']),
      call('ann', ['192.0.2.3'], { cluster: `${id}-2` }),
      call('ann', ['192.0.2.4'], { ago: 8 * day }),
      call('ann', []),
    ];
    expect(addressesOf((await ask({ AKSAudit: rows })).said)).toEqual([]);
  });

  it('is read from the one table for everything, where the setting names none of its own', async () => {
    const settings = [setting([{ category: 'kube-audit', enabled: true }])];
    const rows = [inOne(call('ci', ['198.51.100.7'])), inOne(call('ci', ['198.51.100.8']), 'kube-scheduler')];
    const { said } = await ask({ AzureDiagnostics: rows }, { settings });
    expect(addressesOf(said)).toEqual(['198.51.100.7 ci']);
    expect(said).not.toHaveProperty('more');
  });

  it.each(['audit', 'allLogs'])('is read where the group %s is sent, as the category itself is', async (group) => {
    const settings = [setting([{ categoryGroup: group, enabled: true }], apart)];
    const { said } = await ask({ AKSAudit: [call('ci', ['198.51.100.7'])] }, { settings });
    expect(addressesOf(said)).toEqual(['198.51.100.7 ci']);
  });

  it('is read with reads, where another setting leaves them out', async () => {
    const settings = [setting([{ category: 'kube-audit-admin', enabled: true }], apart), whole];
    const { said, calls } = await ask(
      { AKSAudit: [call('ci', ['198.51.100.7'])], AKSAuditAdmin: [] },
      { settings: settings.map((it, at) => ({ ...it, id: `${it.id ?? ''}-${at}` })) },
    );
    expect(addressesOf(said)).toEqual(['198.51.100.7 ci']);
    expect(calls.filter((it) => it === 'monitor:diagnosticSettings.list')).toHaveLength(2);
  });
});

describe('nodes', () => {
  const rows = [
    call('system:node:aks-1', ['20.50.60.70'], { ago: hour }),
    call('system:serviceaccount:kube-system:coredns', ['20.50.60.70']),
    call('ann', ['198.51.100.7'], { ago: hour }),
  ];
  it("are let in by the address of the cluster's own load balancer, and so is whoever calls by it", async () => {
    const { said } = await ask({ AKSAudit: rows }, { cluster: clusterWith({ ...balanced, agentPoolProfiles: [{}] }) });
    expect(addressesOf(said)).toEqual(['198.51.100.7 ann']);
  });
  it.each([
    ['a firewall', { networkProfile: { outboundType: 'userDefinedRouting', loadBalancerSku: 'standard' } }],
    ['an address of their own', { ...balanced, agentPoolProfiles: [{}, { enableNodePublicIP: true }] }],
    ['a way that was not read', { networkProfile: undefined }],
  ])('are callers like others where they go out by %s', async (_, config) => {
    const cluster = clusterWith({ agentPoolProfiles: [{}], ...config });
    const { said } = await ask({ AKSAudit: rows }, { cluster });
    expect(addressesOf(said)).toEqual([
      ...['20.50.60.70 system:serviceaccount:kube-system:coredns', '198.51.100.7 ann'],
    ]);
  });
});

describe('not all who called are known', () => {
  const settingsOf = (category: string) => [setting([{ category, enabled: true }], apart)];
  it('where the log leaves out who only reads', async () => {
    const tables = { AKSAuditAdmin: [call('ci', ['198.51.100.7'])] };
    const { said } = await ask(tables, { settings: settingsOf('kube-audit-admin') });
    expect(said).toMatchObject({ more: 'who only reads is not in kube-audit-admin' });
    expect(addressesOf(said)).toEqual(['198.51.100.7 ci']);
  });
  it('where Log Analytics answers in part', async () => {
    const { said } = await ask({ AKSAudit: [call('ci', ['198.51.100.7'])] }, { partial: 'A shard was lost.' });
    expect(said).toMatchObject({
      seen: [{ address: '198.51.100.7', who: 'ci' }],
      more: 'Log Analytics answered in part (There were some errors when processing your query. A shard was lost.)',
    });
  });
  it('where the log has ended since', async () => {
    const { said } = await ask({ AKSAudit: [call('ci', ['198.51.100.7'], { ago: 2 * day })] });
    expect(said.is === 'read' && said.more).toMatch(/^nothing was recorded after 20\d\d-/);
  });
});

describe('who called is not known', () => {
  const nowhere = 'Its audit log is sent to no Log Analytics workspace.';
  it.each([
    ['where there is no diagnostic setting', []],
    ['where another log is sent', [setting([{ category: 'kube-apiserver', enabled: true }])]],
    ['where the log is off', [setting([{ category: 'kube-audit', enabled: false }])]],
    [
      'where it is stored',
      [setting([{ category: 'kube-audit', enabled: true }], { workspaceId: undefined, storageAccountId: '/s' })],
    ],
  ])('%s, and no workspace is asked', async (_, settings) => {
    const { said, calls } = await ask({}, { settings });
    expect(said).toMatchObject({ is: 'unread', why: nowhere });
    expect(new Set(calls)).toEqual(new Set(['monitor:diagnosticSettings.list']));
  });

  const deniedAt = (operation: string): readonly FaultLine[] => [{ operation, fault: 'denied', position: 'all' }];
  it('where the settings may not be read', async () => {
    const { said } = await ask({}, { armFaults: deniedAt('monitor:diagnosticSettings.list') });
    expect(said).toMatchObject({
      is: 'unread',
      cure: 'Allow Microsoft.Insights/diagnosticSettings/read on the cluster.',
    });
    expect(said.is === 'unread' && said.why).toContain('Where its audit log is sent cannot be read: ');
  });
  it('where the workspace may not be read, and the cure names all that is needed there', async () => {
    const { said } = await ask({}, { armFaults: deniedAt('operationalinsights:workspaces.get') });
    expect(said).toMatchObject({ cure: `Allow ${aksCluster.callers.join(', ')} on ${workspaceId}.` });
  });
  it('where its logs may not be read', async () => {
    const { said } = await ask({ AKSAudit: [] }, { faults: deniedAt('loganalytics:query') });
    expect(said).toEqual({
      is: 'unread',
      why: 'Its audit log cannot be read: InsufficientAccessError: The provided credentials have insufficient access to perform the requested operation',
      cure: `Allow ${aksCluster.callers.join(', ')} on ${workspaceId}.`,
    });
  });
  it('where the workspace is gone', async () => {
    const faults = [{ operation: 'operationalinsights:workspaces.get', fault: 'not-found', position: 'all' }] as const;
    const { said } = await ask({}, { armFaults: faults });
    expect(said).toMatchObject({ cure: `See where ${workspaceId} has gone.` });
  });
  it('where nothing has ever arrived', async () => {
    const { said } = await ask({});
    expect(said).toMatchObject({ is: 'unread', cure: `See whether anything arrives in AKSAudit of ${workspaceId}.` });
    expect(said.is === 'unread' && said.why).toContain("Failed to resolve table or column expression named 'AKSAudit'");
  });
  it('where no answer comes in time', async () => {
    const faults = [{ operation: 'loganalytics:query', fault: 'timeout', position: 'all' }] as const;
    const { said } = await ask({ AKSAudit: [] }, { faults, hasty: quickClock({ patience: 1000 }) });
    expect(said.is === 'unread' && said.why).toContain('The audit log was not searched through in time: ');
  });
  it('where nobody is signed in', () => {
    expect(callersThrough(undefined, clusterWith(), { gate: gateOf({ clock }), clock })).toMatchObject({
      is: 'unread',
    });
  });
  it('and is known where only the first attempt fails', async () => {
    const faults = [{ operation: 'loganalytics:query', fault: 'throttled', position: 'first' }] as const;
    const { said, calls } = await ask({ AKSAudit: [call('ci', ['198.51.100.7'])] }, { faults, attempts: 2 });
    expect(addressesOf(said)).toEqual(['198.51.100.7 ci']);
    expect(calls.filter((it) => it === 'loganalytics:query')).toHaveLength(2);
  });
});
