import { afterEach, describe, expect, test } from 'vitest';
import { gcpTypes } from '#clouds/gcp/types';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startGcp, type GcpOptions, type GcpSimulator } from '../../sim/gcp/server.ts';
import { audit, cloudAt } from './audit.ts';

const estate = generateGcpEstate({ seed: 7, clusters: 1 });
const running: GcpSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

async function gcp(options: Partial<GcpOptions> = {}): Promise<GcpSimulator> {
  const sim = await startGcp({ estate, ...options });
  running.push(sim);
  return sim;
}

describe('signing in', () => {
  const noSignIn = () => Promise.reject(new Error('Could not load the default credentials. Browse to a page.'));
  const brokenFile = () => Promise.reject(new Error('The file at key.json does not exist.'));

  test.each([
    ['nobody did', noSignIn, 'Nobody is signed in to Google Cloud.'],
    ['does not end', () => new Promise<never>(() => undefined), 'Nobody is signed in to Google Cloud.'],
    ['is broken', brokenFile, 'The Google sign-in cannot be used: The file at key.json does not exist.'],
  ])('that %s skips the cloud and says how to', async (_, auth, why) => {
    const { cloud } = cloudAt(await gcp(), { auth });
    expect(await cloud.discover()).toEqual({
      targets: [],
      gaps: [],
      skipped: `${why} Run \`gcloud auth application-default login\`, or set GOOGLE_APPLICATION_CREDENTIALS.`,
    });
  });

  test('that is not accepted is a gap and not a skipped cloud', async () => {
    const { discovery, readings } = await audit(await gcp(), { token: 'wrong' });
    expect(discovery.skipped).toBeUndefined();
    expect(discovery.gaps).toMatchObject([
      { target: 'gcp:unknown', api: 'resourcemanager.projects.get', reason: 'denied' },
    ]);
    expect(discovery.gaps[0]!.types).toEqual(gcpTypes.map(({ name }) => name));
    expect(readings).toMatchObject([{ target: { id: 'gcp:unknown' }, resources: [], gaps: [] }]);
  });

  test('that reaches nothing says so', async () => {
    const { discovery } = await audit(await gcp({ estate: { projects: [] } }));
    expect(discovery.skipped).toContain('no active project');
  });
});
