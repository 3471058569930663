import { readFile } from 'node:fs/promises';
import { ShoalwatchError } from '#model';

/** The bundle has the config beside it. */
const beside = new URL('shoalwatch.json', import.meta.url);

/** The config as it was deployed: shoalwatch.yaml as JSON, whole. Throws a config error where it does not lie there. */
export async function configText(file: URL = beside): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ShoalwatchError('config', `shoalwatch.json of the function cannot be read: ${why}`, { cure, cause });
  }
}

const cure = 'deploy the stack again: it puts the config beside the function';
