import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { gcpTypes } from '#clouds/gcp/types';
import type { GcpEstate, GcpProjectEstate } from '../../sim/gcp/estate.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startGcp, type GcpSimulator } from '../../sim/gcp/server.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { cloudAt } from './audit.ts';

const [model] = generateGcpEstate({ seed: 7, clusters: 1 }).projects;

const project = (projectId: string, parent: string, change: Partial<GcpProjectEstate> = {}): GcpProjectEstate => ({
  ...model!,
  ...{ projectId, parent, clusters: [] },
  ...change,
});
const folder = (name: string, parent: string, state: 'ACTIVE' | 'DELETE_REQUESTED' = 'ACTIVE') =>
  ({ name: `folders/${name}`, parent, state }) as const;

const many = Array.from({ length: 51 }, (_, at) => `shop-${String(at).padStart(2, '0')}`);

/** 456 holds folder 10 with most of the shop; below that lie fifty empty folders and 11, in which 12 lies. */
const estate: GcpEstate = {
  projects: [
    project('top', 'organizations/456'),
    ...many.map((id) => project(id, 'folders/10')),
    project('leaving', 'folders/10', { state: 'DELETE_REQUESTED' }),
    project('deep', 'folders/12'),
    project('lost', 'folders/13'),
    project('elsewhere', 'organizations/789'),
  ],
  folders: [
    folder('10', 'organizations/456'),
    ...Array.from({ length: 50 }, (_, at) => folder(String(100 + at), 'folders/10')),
    folder('11', 'folders/10'),
    folder('12', 'folders/11'),
    folder('13', 'organizations/456', 'DELETE_REQUESTED'),
  ],
};

let sim: GcpSimulator;
beforeAll(async () => {
  sim = await startGcp({ estate });
});
afterEach(() => {
  sim.setFaults([]);
});
afterAll(() => sim.close());

const discover = async (settings: Parameters<typeof cloudAt>[1]) => {
  // Hundreds of answers at once may be slow: the time of the others goes on when nothing happens.
  const { cloud, gate } = cloudAt(sim, { clock: quickClock(), ...settings });
  const { targets, gaps, skipped } = await cloud.discover();
  return { ids: targets.map(({ id }) => id), targets, gaps, skipped, sent: gate.trace.map(({ api }) => api) };
};
const target = (id: string): string => `gcp:${id}`;

describe('projects', () => {
  test('of a folder are those of all folders below it, over pages; deleted ones are left out', async () => {
    const { ids, gaps, sent } = await discover({ sources: [{ folder: '10' }] });
    expect(ids).toEqual(['deep', ...many].map(target));
    expect(gaps).toEqual([]);
    const asked = (api: string): number => sent.filter((it) => it === `resourcemanager.${api}`).length;
    // Two pages of one listing each, and one page for each of the 52 folders below.
    expect([asked('projects.list'), asked('folders.list'), asked('projects.get')]).toEqual([54, 54, 0]);
  });

  test('of an organisation are those of it and of its folders, without those that are deleted', async () => {
    const { ids } = await discover({ sources: [{ organization: '456' }] });
    expect(ids).toEqual(['deep', ...many, 'top'].map(target));
  });

  test('that are excluded are not read', async () => {
    const { ids } = await discover({ sources: [{ organization: '456', exclude: [...many, 'top', 'none'] }] });
    expect(ids).toEqual(['gcp:deep']);
  });

  test('may be all that the sign-in reaches but some', async () => {
    const { ids, sent } = await discover({ sources: [{ exclude: [...many, 'elsewhere'] }] });
    expect(ids).toEqual(['gcp:deep', 'gcp:lost', 'gcp:top']);
    expect(sent).toEqual(['resourcemanager.projects.get']);
  });

  test('that several entries lead to are read once, by the nearest', async () => {
    const sources = [
      { environment: 'any', exclude: many },
      { organization: '456', environment: 'all', exclude: many },
      { folder: '10', environment: 'shop', exclude: many.slice(1) },
      { folder: '11', environment: 'inner' },
      { projects: ['top'], environment: 'top' },
      { projects: ['top'], environment: 'never' },
    ];
    const { targets, gaps } = await discover({ sources });
    expect(gaps).toEqual([]);
    expect(targets.map(({ id, environment }) => [id, environment])).toEqual([
      ['gcp:deep', 'inner'],
      ['gcp:elsewhere', 'any'],
      ['gcp:lost', 'any'],
      ['gcp:shop-00', 'shop'],
      ['gcp:top', 'top'],
    ]);
  });

  test('that are asked for by name alone keep the label of the entry that names them', async () => {
    const sources = [{ folder: '10' }, { projects: ['top', 'deep'], environment: 'prod' }];
    const { targets, sent } = await discover({ sources, projectIds: ['top', 'lost'] });
    expect(targets.map(({ id, environment }) => [id, environment])).toEqual([
      ['gcp:lost', undefined],
      ['gcp:top', 'prod'],
    ]);
    expect(sent).toEqual([]);
  });

  test('of which none is left are a cloud that is skipped, and says why', async () => {
    const { targets, gaps, skipped } = await discover({ sources: [{ folder: '11', exclude: ['deep'] }] });
    expect([targets, gaps]).toEqual([[], []]);
    expect(skipped).toBe('What is to be read holds no active project that is not left out.');
  });
});

describe('what cannot be listed has a target of its own', () => {
  const refused = (operation: string) =>
    sim.setFaults([{ operation: `cloudresourcemanager:${operation}`, fault: 'denied', position: 'all' }]);

  test('with the permission, where the projects of a folder are refused', async () => {
    refused('projects.listBelow');
    const { ids, gaps } = await discover({ sources: [{ folder: '12' }] });
    const permission = 'resourcemanager.projects.list';
    expect(ids).toEqual(['gcp:unknown']);
    expect(gaps).toMatchObject([{ target: 'gcp:unknown', api: permission, reason: 'denied', permission }]);
    expect(gaps[0]!.types).toEqual(gcpTypes.map(({ name }) => name));
    expect(gaps[0]!.detail).toMatch(/^The projects of folders\/12 could not be listed\. /);
  });

  test('where its folders are refused, and the projects beside them are read', async () => {
    refused('folders.list');
    const { ids, gaps } = await discover({ sources: [{ folder: '10' }, { projects: ['top'] }] });
    expect(ids).toEqual([...many, 'top', 'unknown'].map(target));
    expect(gaps).toMatchObject([{ permission: 'resourcemanager.folders.list', reason: 'denied' }]);
  });

  test('where a folder is not there: each of its two listings says so', async () => {
    const { ids, gaps } = await discover({ sources: [{ folder: '999' }] });
    expect(ids).toEqual(['gcp:unknown']);
    expect(gaps.map(({ permission }) => permission)).toEqual([
      'resourcemanager.folders.list',
      'resourcemanager.projects.list',
    ]);
  });
});
