import { describe, expect, it } from 'vitest';
import { auditLogIn, callersIn, mostCallers, type AuditLog } from '#clouds/azure/aks/cluster/audit-log';
import type { JsonObject } from '../../../../sim/json.ts';
import { aksWith } from '../../../../support/azure/aks.ts';

describe('rows', () => {
  const log: AuditLog = { workspace: '/workspaces/all', table: 'AKSAudit', category: 'kube-audit' };
  const [from, at] = ['2026-11-15T08:00:00.000Z', '2026-11-22T08:00:00.000Z'];
  const row = (address: string, first = at) => ({ address, who: 'ci', first, last: at, nodes: 0 });
  const said = (rows: readonly JsonObject[]) => callersIn({ rows }, { from, at, log, cluster: aksWith().config });
  it('that cannot be read, or are as many as are asked for, are not all', () => {
    expect(said([row('192.0.2.1', 'soon')])).toMatchObject({ seen: [], more: 'some records cannot be read' });
    expect(said([row('')])).toMatchObject({ seen: [], more: 'some records cannot be read' });
    const many = Array.from({ length: mostCallers }, () => row('192.0.2.1'));
    expect(said(many)).toMatchObject({ more: 'there are more than 1000' });
    expect(said(many.slice(1))).not.toHaveProperty('more');
  });
  it('tell of nobody before what was asked for', () => {
    expect(said([row('192.0.2.1', '2026-11-01T08:00:00.0000000Z')])).toMatchObject({ since: from });
  });
});

describe('a workspace', () => {
  const logs = [{ category: 'kube-audit', enabled: true }];
  const to = (workspaceId: string) => auditLogIn({ value: [{ workspaceId, logs }] });
  it('is asked by its ARM id', () => {
    const workspace = '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w';
    expect(to(workspace)).toMatchObject({ workspace });
  });
  it.each(['@elsewhere.example/w', '.elsewhere.example/w', 'w'])(
    'that is called %s is not asked: a token goes to Azure alone',
    (id) => {
      expect(to(id)).toMatchObject({ is: 'unread' });
    },
  );
});
