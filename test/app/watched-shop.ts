import type { WatchInput } from '#app/ground';
import type { Tracked } from '#app/changes/take-in';
import { watchOf } from '#app/watch';
import { typesOf } from '#engine/ruleset';
import { defaultPolicy, defineAction, wire } from '#model';
import type { Change, ChangeRecord, Clock, Cloud, FindingChange, Gap, Memory, Reading, Resource } from '#model';
import { memoryOn } from '#store/memory';
import { defineRule, fail, pass } from '#rule';
import { about, aDoor, door, places, snapshot, type Door } from '../engine/shop.ts';
import { quickPorts } from '../support/quick-store.ts';
import { steppedClock } from '../support/stepped-clock.ts';

export const rule = defineRule({
  ...about,
  id: 'door-closed',
  evaluate: ({ config }) => (config.open ? fail('It is open.', { at: 'open', actual: true }) : pass()),
});

export const setOpen = defineAction({
  ...{ name: 'set-open', on: door, kind: 'replace' as const, permissions: ['shop:SetDoor'], writes: ['open'] },
  request: wire<{ readonly open: boolean }>(),
  simulate: (it, { open }) => [{ put: { ...it, config: { ...it.config, open } } }],
  undo: ({ config }, _, again) => [again({ open: config.open ?? false })],
});

/** A shop whose doors tests move while it is watched. */
export interface Shop {
  readonly memory: Memory;
  readonly clock: Clock;
  readonly watch: ReturnType<typeof watchOf>;
  readonly moved: string[];
  /** Reads after changes, as `<seconds since the start>`. */
  readonly reads: number[];
  readonly doors: Map<string, Door>;
  readonly events: (id: string, open?: boolean, more?: Partial<Change>) => Tracked;
  hear(id: string, open?: boolean, more?: Partial<Change>): Promise<ChangeRecord>;
}

interface Options {
  readonly doors: Readonly<Record<string, Door>>;
  readonly gaps?: (id: string) => Gap | undefined;
  /** Runs before each read of a sweep ends. */
  readonly whileSweeping?: () => Promise<void>;
  readonly input?: Partial<WatchInput>;
  readonly memory?: Memory;
  /** What each read of a change waits for before it ends. */
  readonly delay?: () => Promise<unknown> | undefined;
  /** Runs after a sweep has begun and before it reads. */
  readonly beforeSweeping?: () => Promise<void>;
  /** Whether the cloud can be entered no more. */
  readonly isOut?: () => boolean;
  /** Seconds that a read after a change takes. */
  readonly patience?: number;
}

export function shopOf({
  doors: given,
  gaps = () => undefined,
  whileSweeping,
  input,
  memory: held,
  ...options
}: Options): Shop {
  const memory = held ?? memoryOn(quickPorts());
  const clock = steppedClock();
  const doors = new Map(Object.entries(given));
  const reads: number[] = [];
  const moved: string[] = [];
  const resource = (id: string): Resource[] => {
    const config = doors.get(id);
    return config ? [aDoor(id, config)] : [];
  };
  const iso = (): string => new Date(clock.now()).toISOString();
  const cloud: Cloud = {
    provider: 'aws',
    discover: () => Promise.resolve({ targets: options.isOut?.() ? [] : [snapshot([]).target], gaps: [] }),
    async collect() {
      await options.beforeSweeping?.();
      const reading: Reading = { ...snapshot([...doors.keys()].flatMap(resource)), startedAt: iso() };
      await whileSweeping?.();
      return reading;
    },
    isGone: ({ id }) => Promise.resolve(!doors.has(id)),
    async reread(target, touched) {
      reads.push(clock.now() / 1000);
      if (options.patience !== undefined) await clock.sleep(options.patience * 1000);
      const ids = touched.flatMap(({ id }) => id ?? []);
      const missing = ids.filter((id) => !doors.has(id));
      const notFound = missing.map((id) => ({ ...gapOn(id), reason: 'not-found' as const }));
      const found = ids.flatMap((id) => gaps(id) ?? []);
      const resources = ids.filter((id) => !gaps(id)).flatMap(resource);
      const answer = { target, startedAt: iso(), resources, complete: [], gaps: [...notFound, ...found] };
      await options.delay?.();
      return answer;
    },
  };
  const watch = watchOf({
    ...{ clouds: [cloud], live: () => Promise.resolve({ rules: [rule], policy: defaultPolicy }) },
    ...{ types: typesOf([rule]), actions: [setOpen], memory, clock },
    progress: { skipped: () => undefined, started: () => undefined, done: () => undefined },
    moved: (_, changes) => void moved.push(...changes.map(lineOf)),
    ...input,
  });
  const events: Shop['events'] = (id, open, more) => {
    const change: Change = {
      ...{ eventId: `e-${id}-${open ?? 'any'}`, provider: 'aws', actor: 'ana', call: 'shop:SetDoor' },
      ...{ at: iso(), origin: 'console', touched: [{ target: places.one, type: 'door', id }] },
      ...more,
    };
    const announced = open === undefined ? [] : [{ type: setOpen, action: setOpen(aDoor(id), { open }) }];
    return { is: 'change', change, announced };
  };
  return { memory, clock, watch, moved, reads, doors, events, hear: (...event) => watch.hear(events(...event)) };
}

const lineOf = ({ kind, cause, finding }: FindingChange): string =>
  `${kind} ${finding.resource.id} by ${cause} of ${finding.change?.actor ?? 'nobody'}`;

export const gapOn = (resource: string): Gap => ({
  ...{ target: places.one, api: 'shop:ListDoors', reason: 'denied', permission: 'shop:ListDoors', types: ['door'] },
  ...{ resource, detail: 'It was refused.' },
});
