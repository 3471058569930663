import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { awsRecogniser } from '#clouds/aws/documents/aws';
import { azureRecogniser } from '#clouds/azure/documents/azure';
import { readFiles } from '#clouds/files/read-files';
import { gcpRecogniser } from '#clouds/gcp/documents/gcp';
import { kubernetesRecogniser } from '#clouds/kubernetes/documents/kubernetes';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import { readAt } from '../fleet/readings.ts';
import { mutateText, mutateValue } from './mutate.ts';
import type { Subject } from './subject.ts';

export const recognisers = [awsRecogniser, azureRecogniser, gcpRecogniser, kubernetesRecogniser];

/** Larger documents take their time to parse, whatever is in them. */
const largest = 24 * 1024;

/** Documents and manifests under `--from`, with bytes or values changed; `folder` is where the cases are written. */
export async function fileSubjects(folder: string): Promise<readonly Subject[]> {
  const documents = await samplesIn('examples/estate');
  const { objects } = generateKubernetesEstate({ seed: 1, provider: 'eks', namespaces: 1 });
  const manifests = objects.map((object) => ({ name: 'manifest.yaml', text: stringify(object) }));
  await mkdir(folder, { recursive: true });
  let number = 0;

  const subject = (name: string, samples: readonly Sample[], byValue: boolean): Subject => ({
    name,
    make(random) {
      const sample = random.pick(samples);
      const isJson = sample.name.endsWith('.json');
      const changed =
        byValue && isJson
          ? JSON.stringify(mutateValue(JSON.parse(sample.text), random) ?? null)
          : mutateText(sample.text, random);
      number += 1;
      const path = join(folder, `${number % 50}-${sample.name}`);
      return async () => {
        await writeFile(path, changed);
        await readFiles({ paths: [path], recognisers, at: readAt });
      };
    },
  });
  return [
    subject('document bytes', documents, false),
    subject('document values', documents, true),
    subject('manifests', manifests, false),
  ];
}

interface Sample {
  readonly name: string;
  readonly text: string;
}

async function samplesIn(root: string): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (const path of (await readdir(root, { recursive: true })).sort()) {
    const info = await stat(join(root, path));
    if (!info.isFile() || info.size > largest) continue;
    samples.push({ name: path.split('/').at(-1) ?? path, text: await readFile(join(root, path), 'utf8') });
  }
  return samples;
}
