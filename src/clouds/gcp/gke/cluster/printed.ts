import protos from '@google-cloud/container/build/protos/protos.json' with { type: 'json' };
import type { Wire } from '#model';
import { printerOf } from '../../printer.ts';

const print = printerOf(protos);

/** A message of GKE's client as the API prints it in JSON. */
export function printed<T>(type: string, message: T): Wire<T>;
export function printed(type: string, message: unknown): unknown {
  return print(`google.container.v1.${type}`, message);
}
