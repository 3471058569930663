import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { componentListOf, isRunning, settingFor, settingsOf } from '#engine/settings';
import { count, fromList } from '#lib/params';
import { defaultPolicy, type ComponentLists } from '#model';
import { defineRule, pass } from '#rule';
import { about, policyWith } from './shop.ts';

const rule = defineRule({
  ...about,
  id: 'door-closed',
  aliases: ['old-door'],
  params: z.object({
    most: count(3),
    denyIds: fromList('deny.vmImages.id'),
    denyNames: fromList('deny.vmImages.name'),
    owners: fromList('allow.vmImageOwners', ['self']),
    cves: fromList('deny.cves'),
  }),
  evaluate: () => pass(),
});
const plain = defineRule({ ...about, id: 'plain', evaluate: () => pass() });
const at = '2026-11-10T00:00:00Z';
const paramsFor = (components: Partial<ComponentLists>, rules = {}) =>
  settingsOf([rule], { ...policyWith(rules), components: { allow: {}, deny: {}, ...components } }, at)[0]?.params;

describe('settings', () => {
  it('are the defaults when policy says nothing', () => {
    expect(settingsOf([rule], defaultPolicy, at)).toMatchObject([
      { severity: 'high', params: { most: 3, denyIds: [], denyNames: [], owners: ['self'], cves: [] } },
    ]);
    expect(settingsOf([plain], defaultPolicy, at)[0]?.params).toEqual({});
  });
  it('are taken by the id, or by an older id', () => {
    expect(paramsFor({}, { 'door-closed': { params: { most: 5 } } })).toMatchObject({ most: 5 });
    expect(settingFor(policyWith({ 'old-door': { severity: 'low' } }), rule)).toEqual({ severity: 'low' });
    expect(settingFor(policyWith({ 'old-door': { severity: 'low' }, 'door-closed': {} }), rule)).toEqual({});
    expect(settingFor(defaultPolicy, plain)).toEqual({});
  });
  it('leave out what is switched off', () => {
    expect(settingsOf([rule, plain], policyWith({ plain: { enabled: false } }), at).map((it) => it.rule.id)).toEqual([
      'door-closed',
    ]);
    expect(settingsOf([plain], policyWith({ plain: { enabled: true } }), at)).toHaveLength(1);
  });
  it('refuse a value of the wrong type and a name that does not exist, and name the place', () => {
    expect(() => paramsFor({}, { 'door-closed': { params: { most: 'x' } } })).toThrow(
      'policy.rules.door-closed.params',
    );
    expect(() => paramsFor({}, { 'door-closed': { params: { moost: 1 } } })).toThrow('moost');
  });
});

describe('component lists', () => {
  it('fill the parameters that name them, over what a rule setting says', () => {
    const deny = {
      vmImages: [
        { id: 'ami-1', reason: 'r' },
        { name: 'old-*', reason: 'r' },
      ],
      cves: [{ id: 'CVE-1', reason: 'r' }],
    };
    const filled = paramsFor(
      { deny, allow: { vmImageOwners: ['1'] } },
      { 'door-closed': { params: { denyIds: ['mine'] } } },
    );
    expect(filled).toEqual({ most: 3, denyIds: ['ami-1'], denyNames: ['old-*'], owners: ['1'], cves: ['CVE-1'] });
  });
  it('fill each parameter with what it is about', () => {
    const names = [
      ...['allow.registries', 'deny.images.registry', 'deny.images.repository', 'deny.digests'],
      ...['deny.kubernetesVersions.eks', 'deny.kubernetesVersions.aks', 'deny.kubernetesVersions.gke'],
    ];
    const shape = Object.fromEntries(names.map((name) => [name, fromList(name)]));
    const all = defineRule({ ...about, id: 'all', params: z.object(shape), evaluate: () => pass() });
    const reason = 'r';
    const deny = {
      images: [
        { registry: 'host', reason },
        { repository: 'host/web', reason },
        { repository: 'host/web', tag: '1', reason },
        { tag: '2', reason },
      ],
      digests: [{ digest: 'sha256:1', reason }],
      kubernetesVersions: [
        { versions: '<1.30', reason },
        { versions: '1.31', provider: 'eks' as const, reason },
        { versions: '1.32', provider: 'gke' as const, reason },
      ],
    };
    const components = { allow: { registries: ['host'] }, deny };
    expect(settingsOf([all], { ...defaultPolicy, components }, at)[0]?.params).toEqual({
      'allow.registries': ['host'],
      'deny.images.registry': ['host'],
      'deny.images.repository': ['host/web', 'host/web:1'],
      'deny.digests': ['sha256:1'],
      'deny.kubernetesVersions.eks': ['<1.30', '1.31'],
      'deny.kubernetesVersions.aks': ['<1.30'],
      'deny.kubernetesVersions.gke': ['<1.30', '1.32'],
    });
    const none = { allow: {}, deny: {} };
    const empty = settingsOf([all], { ...defaultPolicy, components: none }, at)[0]?.params;
    expect(new Set(Object.values(empty ?? {}).flat())).toEqual(new Set());
  });
  it('run without an end, until it, and where a moment cannot be read', () => {
    expect([isRunning({ reason: 'r' }, at), isRunning({ reason: 'r' }, 'some day')]).toEqual([true, true]);
    expect([isRunning({ reason: 'r', until: 'never' }, at), isRunning({ reason: 'r', until: at }, 'x')]).toEqual([
      ...[true, true],
    ]);
    expect([isRunning({ reason: 'r', until: at }, at), isRunning({ reason: 'r', until: '2026-11-11' }, at)]).toEqual([
      ...[false, true],
    ]);
  });
  it('leave out entries that have ended', () => {
    const entry = (id: string, until: string) => ({ id, until, reason: 'r' });
    const vmImages = [entry('past', '2026-11-09'), entry('now', at), entry('later', '2026-11-11')];
    expect(paramsFor({ deny: { vmImages } })).toMatchObject({ denyIds: ['later'] });
  });
  it('that do not exist are a defect', () => {
    const broken = defineRule({
      ...about,
      id: 'b',
      params: z.object({ x: fromList('no.such') }),
      evaluate: () => pass(),
    });
    expect(() => settingsOf([broken], defaultPolicy, at)).toThrow('no.such');
  });
  it('are told by the parameter', () => {
    expect(componentListOf(fromList('deny.cves'))).toBe('deny.cves');
    expect(componentListOf(count(1))).toBeUndefined();
    expect(componentListOf('deny.cves')).toBeUndefined();
    expect(componentListOf(z.string().meta({ componentList: 7 }))).toBeUndefined();
  });
});
