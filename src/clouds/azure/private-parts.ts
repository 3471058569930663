import { mapObjects } from '../json.ts';
import { toWire } from '../to-wire.ts';
import type { Wire } from '#model';

/** Passwords, keys and what machines are started with. Most are only ever written; none is stored if one comes back. */
const names: ReadonlySet<string> = new Set([
  'adminPassword',
  'secret',
  'serverAppSecret',
  'customData',
  'userData',
  'protectedSettings',
  'commandToExecute',
  'script',
]);

const proxies: ReadonlySet<string> = new Set(['httpProxy', 'httpsProxy']);

/** An answer of the SDK as it is stored: JSON, without its private parts. The passwords of a registry's token have values. */
export function storedOf<T>(answer: T): Wire<T>;
export function storedOf(answer: unknown): unknown {
  return mapObjects(toWire(answer), (it, under) =>
    Object.fromEntries(
      Object.entries(it)
        .filter(([name]) => !names.has(name) && !(under === 'passwords' && name === 'value'))
        .map(([name, value]) => [name, proxies.has(name) && typeof value === 'string' ? withoutUser(value) : value]),
    ),
  );
}

/** A proxy's address without the name and the password that may stand in it. */
const withoutUser = (url: string): string => url.replace(/^(\w+:\/\/)[^@/]*@/, '$1');
