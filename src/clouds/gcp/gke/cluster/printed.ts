import protos from '@google-cloud/container/build/protos/protos.json' with { type: 'json' };
import type { Wire } from '#model';
import { parserOf } from '../../parser.ts';
import { printerOf } from '../../printer.ts';

const print = printerOf(protos);
const parse = parserOf(protos);

/** A message of GKE's client as the API prints it in JSON. */
export function printed<T>(type: string, message: T): Wire<T>;
export function printed(type: string, message: unknown): unknown {
  return print(`google.container.v1.${type}`, message);
}

/** What the API prints as a message of GKE's client. */
export function parsed<T>(type: string, message: Wire<T>): T;
export function parsed(type: string, message: unknown): unknown {
  return parse(`google.container.v1.${type}`, message);
}
