import protos from '@google-cloud/artifact-registry/build/protos/protos.json' with { type: 'json' };
import type { protos as messages } from '@google-cloud/artifact-registry';
import type { Wire } from '#model';
import { printerOf } from './printer.ts';

const print = printerOf(protos);

/** An IAM policy, which is the same message in every service, as the API prints it. */
export function printedPolicy(message: object): Wire<messages.google.iam.v1.IPolicy>;
export function printedPolicy(message: object): unknown {
  return print('google.iam.v1.Policy', message);
}
