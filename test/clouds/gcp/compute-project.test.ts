import { afterEach, expect, test } from 'vitest';
import { keptMetadata } from '#clouds/gcp/compute/project/kept-metadata';
import { gcpRecogniser } from '#clouds/gcp/documents/gcp';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startGcp, type GcpSimulator } from '../../sim/gcp/server.ts';
import { audit } from './audit.ts';

const annsKey = 'ann:ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 ann@laptop';
const script = 'curl -H "Authorization: Bearer not-for-the-store" https://setup.shop.example | sh';
const items = [
  { key: 'ssh-keys', value: `${annsKey}\n\nben:ssh-rsa AAAAB3Nza ben@laptop\n` },
  { key: 'sshKeys', value: annsKey },
  { key: 'startup-script', value: script },
  { key: 'enable-oslogin', value: 'TRUE' },
  { key: 'serial-port-enable', value: 'false' },
];
const kept = [
  { key: 'ssh-keys', value: '2' },
  { key: 'sshKeys', value: '1' },
  { key: 'startup-script' },
  { key: 'enable-oslogin', value: 'TRUE' },
  { key: 'serial-port-enable', value: 'false' },
];
const [generated] = generateGcpEstate({ seed: 7, clusters: 1 }).projects;
const project = {
  ...generated!.compute,
  quotas: [{ metric: 'NETWORKS', usage: 3 }],
  commonInstanceMetadata: { items },
};
let sim: GcpSimulator | undefined;

afterEach(async () => sim?.close());

test('a sweep keeps how many keys there are, and no key and no script', async () => {
  sim = await startGcp({ estate: { projects: [{ ...generated!, compute: project }] } });
  const { readings } = await audit(sim);
  const [found] = readings.flatMap(({ resources }) => resources).filter(({ type }) => type === 'gcp.compute-project');
  expect(found).toMatchObject({
    id: `//compute.googleapis.com/projects/${generated!.projectId}/computeProject`,
    name: generated!.projectId,
    config: { commonInstanceMetadata: { items: kept } },
  });
  expect(JSON.stringify(readings)).not.toMatch(/ssh-ed25519|ssh-rsa|not-for-the-store|NETWORKS/);
});

test('files keep as little', () => {
  const found = gcpRecogniser.recognise(project, { path: 'gcloud-compute-project-info-describe.json' });
  expect(found).toMatchObject({
    resources: [{ name: generated!.projectId, config: { commonInstanceMetadata: { items: kept } } }],
  });
  expect(JSON.stringify(found)).not.toMatch(/ssh-ed25519|ssh-rsa|not-for-the-store|NETWORKS/);
});

test('metadata without entries stays so', () => {
  expect(keptMetadata({ fingerprint: 'a1' })).toEqual({ fingerprint: 'a1' });
});
