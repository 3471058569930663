import { afterEach, describe, expect, test } from 'vitest';
import type { Reading, Resource } from '#model';
import type { GcpProjectEstate } from '../../sim/gcp/estate.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startGcp, type GcpSimulator } from '../../sim/gcp/server.ts';
import type { JsonObject } from '../../sim/json.ts';
import { audit } from './audit.ts';

const [project] = generateGcpEstate({ seed: 7, clusters: 1 }).projects;
const { projectId, occurrences = [] } = project!;
const running: GcpSimulator[] = [];
const operation = 'containeranalysis:projects.occurrences.list';

afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

async function started(changes: Partial<GcpProjectEstate> = {}): Promise<GcpSimulator> {
  const sim = await startGcp({ estate: { projects: [{ ...project!, ...changes }] } });
  running.push(sim);
  return sim;
}

async function read(changes: Partial<GcpProjectEstate> = {}) {
  const sim = await started(changes);
  const { readings } = await audit(sim);
  return { reading: readings[0]!, calls: sim.trace()[operation] ?? 0 };
}

const analyses = ({ resources }: Reading): readonly Resource[] =>
  resources.filter(({ type }) => type === 'gcp.image-analysis');
const web = `europe-west1-docker.pkg.dev/${projectId}/shop/web@sha256:${'a'.repeat(64)}`;
const address = (image: string) => `//containeranalysis.googleapis.com/projects/${projectId}/images/${image}`;

describe('what Artifact Analysis says of images', () => {
  test('is stored image by image, without its texts', async () => {
    const { reading } = await read();
    expect(analyses(reading).map(({ name }) => name.slice(name.lastIndexOf('/') + 1, name.indexOf('@')))).toEqual([
      'api',
      'web',
      'worker',
    ]);
    expect(analyses(reading).find(({ id }) => id === address(web))).toEqual({
      type: 'gcp.image-analysis',
      id: address(web),
      name: `https://${web}`,
      target: `gcp:${projectId}`,
      config: {
        resourceUri: `https://${web}`,
        discovery: { analysisStatus: 'FINISHED_SUCCESS', continuousAnalysis: 'ACTIVE' },
        vulnerabilities: [
          {
            noteName: 'projects/goog-vulnz/notes/CVE-2026-1234',
            vulnerability: {
              severity: 'HIGH',
              effectiveSeverity: 'CRITICAL',
              fixAvailable: true,
              packageIssue: [
                {
                  affectedPackage: 'zlib',
                  affectedVersion: {
                    ...{ epoch: 1, name: '1.2.13.dfsg', revision: '1' },
                    ...{ kind: 'NORMAL', fullName: '1:1.2.13.dfsg-1' },
                  },
                },
              ],
            },
          },
        ],
      },
    });
  });

  test('holds the time of the last scan only where nobody keeps it up to date', async () => {
    const idle = occurrences.map((it) =>
      it['kind'] === 'DISCOVERY'
        ? { ...it, discovery: { analysisStatus: 'FINISHED_SUCCESS', lastScanTime: '2026-08-01T00:00:00Z' } }
        : it,
    );
    const { reading } = await read({ occurrences: idle });
    expect(analyses(reading).map(({ config }) => (config as JsonObject)['discovery'])).toEqual(
      Array.from({ length: 3 }, () => ({ analysisStatus: 'FINISHED_SUCCESS', lastScanTime: '2026-08-01T00:00:00Z' })),
    );
  });

  test('is followed to the last page', async () => {
    const more = Array.from({ length: 2100 }, (_, at) => ({
      ...{ kind: 'VULNERABILITY', resourceUri: `https://${web}`, vulnerability: { effectiveSeverity: 'LOW' } },
      noteName: `projects/goog-vulnz/notes/CVE-2020-${at}`,
    }));
    const { reading, calls } = await read({ occurrences: [...occurrences, ...more] });
    const found = analyses(reading).find(({ id }) => id === address(web))?.config as JsonObject;
    expect(found['vulnerabilities']).toHaveLength(2101);
    expect(calls).toBe(4);
  });

  test('tells nothing of images by the discoveries of others', async () => {
    const other = occurrences.map((it) =>
      it['kind'] === 'DISCOVERY' ? { ...it, noteName: 'projects/acme/notes/LICENCES' } : it,
    );
    const { reading, calls } = await read({ occurrences: other });
    expect(analyses(reading)).toEqual([]);
    expect(reading.complete).toContain('gcp.image-analysis');
    expect(calls).toBe(1);
  });

  test('is not asked for where no repository can hold images', async () => {
    const packages = project!.repositories.map((it) => ({ ...it, format: 'NPM' as const }));
    const { reading, calls } = await read({ repositories: packages, disabledServices: ['containeranalysis'] });
    expect(calls).toBe(0);
    expect(reading.complete).toContain('gcp.image-analysis');
    expect(reading.gaps).toEqual([]);
  });

  test('is asked for where repositories could not be listed', async () => {
    const sim = await started({ repositories: [] });
    sim.setFaults([{ operation: 'artifactregistry:ListRepositories', fault: 'denied', position: 'first' }]);
    const { readings } = await audit(sim);
    expect(analyses(readings[0]!)).toHaveLength(3);
  });

  test('is not enabled where the service is off', async () => {
    const { reading } = await read({ disabledServices: ['containeranalysis'] });
    expect(reading.gaps).toMatchObject([
      { api: 'containeranalysis.occurrences.list', reason: 'not-enabled', types: ['gcp.image-analysis'] },
    ]);
    expect(reading.complete).not.toContain('gcp.image-analysis');
  });

  test('is whole or not there: half of what was found would clear images', async () => {
    const sim = await started();
    await audit(sim);
    sim.setFaults([{ operation, fault: 'server-error', position: 'last' }], sim.trace());
    const { readings } = await audit(sim);
    expect(analyses(readings[0]!)).toEqual([]);
    expect(readings[0]!.gaps).toMatchObject([{ reason: 'unreachable', types: ['gcp.image-analysis'] }]);
  });
});
