import { readFile } from 'node:fs/promises';
import { ShoalwatchError, type PolicyDocument } from '#model';

/** The bundle of who judges has it beside it. */
const beside = new URL('policy.json', import.meta.url);

/**
 * The policy half of the config as it was deployed: checked when the function was bundled, so that nobody who judges has to
 * know how a config is written. Throws a config error where it does not lie there.
 */
export async function policyDocument(file: URL = beside): Promise<PolicyDocument> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as PolicyDocument;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ShoalwatchError('config', `policy.json of the function cannot be read: ${why}`, {
      cure: 'deploy the stack again: it puts the policy beside the function',
      cause,
    });
  }
}
