import { z } from 'zod';
import { targets } from '#app/config/targets';
import { ShoalwatchError } from '#model';

/** What of the config a function needs that reads clouds; the rest of it is for those who judge. */
const deployment = z.object({ version: z.literal(1), targets: targets.optional() });
export type Deployment = z.output<typeof deployment>;

/** The targets of a config. Throws a config error that names the place of what is wrong. */
export function deploymentOf(text: string): Deployment {
  const parsed = deployment.safeParse(contentOf(text));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n');
  throw new ShoalwatchError('config', `shoalwatch.json of the function is no config: ${wrong}`, { cure });
}

function contentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ShoalwatchError('config', 'shoalwatch.json of the function is no JSON', { cure, cause });
  }
}

const cure = 'deploy the stack again: it puts the config beside the function';
