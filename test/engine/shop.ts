import { defineFact, defineType, wire } from '#model';
import type { AnyRule } from '#engine/any-rule';
import { defaultPolicy, type Gap, type Resource, type Scope, type Snapshot, type Target } from '#model';

/** Made-up types, so that the engine is tested without any cloud. */
export interface Door {
  readonly open?: boolean;
  readonly wall?: string;
  readonly state?: string;
  readonly maker?: string;
  readonly stamp?: string;
}

export const door = defineType({
  name: 'door',
  scope: 'aws-region',
  reads: ['shop:ListDoors'],
  changedBy: [],
  config: wire<Door>(),
  volatile: ['wear'],
  keys: { wall: ({ wall }) => wall },
  home: (address) => address.split('/')[0],
  settling: ({ state }) => (state === 'HANGING' ? state : undefined),
  owner: (_, { maker }) => maker,
  isOwner: ({ stamp }, owner) => stamp === undefined || stamp === (owner as Door).stamp,
  namespace: ({ wall }) => wall,
});

export const lock = defineType({
  name: 'lock',
  scope: 'aws-region',
  reads: ['shop:ListLocks'],
  changedBy: [],
  config: wire<{ readonly door: string; readonly colours?: readonly string[] }>(),
  keys: { door: ({ door }) => door, colour: ({ colours }) => colours },
  home: (address) => address.split('/')[0],
});

/** What targets of another kind hold, at addresses that do not say where they are. */
export const ledger = defineType({
  name: 'ledger',
  scope: 'aws-global',
  reads: ['shop:ListLedgers'],
  changedBy: [],
  config: wire<object>(),
  home: () => undefined,
});

/** How many locks a door has. */
export const lockCount = defineFact({
  name: 'lock-count',
  of: door,
  uses: [lock],
  work: (it, { list }) => list(lock, { door: it.id }).items.length,
});

export const places = { one: 'aws:1:eu', two: 'aws:2:eu' };

const targetOf = (id: string, folder?: string, scopes: readonly Scope[] = ['aws-region']): Target => ({
  id,
  provider: 'aws',
  scopes,
  ...(folder !== undefined && { folder }),
});

export const aDoor = (
  id: string,
  config: Door = {},
  target = places.one,
  created?: string,
): Resource<'door', Door> => ({
  ...{ type: 'door', id, name: id, target, config },
  ...(created !== undefined && { created }),
});

export const aLock = (id: string, of: string, target = places.one, colours?: readonly string[]): Resource => ({
  ...{ type: 'lock', id, name: id, target },
  config: { door: of, ...(colours && { colours }) },
});

/** A snapshot of one target, everything read unless said otherwise. */
export const snapshot = (
  resources: readonly Resource[],
  options: {
    id?: string;
    complete?: readonly string[];
    gaps?: readonly Gap[];
    folder?: string;
    scopes?: readonly Scope[];
  } = {},
): Snapshot => {
  const id = options.id ?? places.one;
  return {
    id: `s-${id}`,
    target: targetOf(id, options.folder, options.scopes),
    startedAt: '2026-11-01T00:00:00Z',
    resources: resources.filter(({ target }) => target === id),
    complete: options.complete ?? ['door', 'lock'],
    gaps: options.gaps ?? [],
  };
};

export const gap = (types: readonly string[], resource?: string, target = places.one): Gap => ({
  ...{ target, api: 'shop:List', reason: 'denied', permission: 'shop:List', types, detail: 'It was refused.' },
  ...(resource !== undefined && { resource }),
});

/** The least that a rule has to say besides how it judges. */
export const about = {
  on: door,
  title: 'A door is closed',
  severity: 'high',
  control: 'doors',
  why: 'Open doors let the cold in.',
  fix: 'Close it.',
  references: [],
} as const;

export const policyWith = (rules: Record<string, object>) => ({ ...defaultPolicy, rules });

export type Rules = readonly AnyRule[];
