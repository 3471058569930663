import { Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import packageJson from '../package.json' with { type: 'json' };

/** Puts tags of one's own on everything that can have them, and those that every stack of Shoalwatch has. */
export function tag(scope: Construct, own: Readonly<Record<string, string>> = {}): void {
  const { version } = packageJson;
  const always = { app: 'shoalwatch', component: 'audit', version, stack: Stack.of(scope).stackName };
  for (const [name, value] of Object.entries({ ...own, ...always })) Tags.of(scope).add(name, value);
}
