import { defineAction, defineType, wire, type Action, type Cloud, type Resource, type Sent, type Target } from '#model';
import type { AnyRule } from '#engine/any-rule';
import { cannotPlan, defineRule, fail, isUnread, pass } from '#rule';

/** A made-up object with a part for each kind of action. */
export interface Gate {
  readonly open: boolean;
  readonly guests: readonly string[];
  readonly keys: readonly string[];
  readonly version: number;
  readonly unwell?: string;
  readonly busy?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

export const gate = defineType({
  name: 'gate',
  scope: 'aws-region',
  reads: ['gates:ListGates'],
  changedBy: ['gates:ChangeGate'],
  config: wire<Gate>(),
  volatile: ['version', 'unwell', 'busy'],
  home: () => place.id,
  busy: ({ busy }) => (busy === true ? 'CHANGING' : undefined),
});

export const place: Target = { id: 'aws:1:eu', provider: 'aws', scopes: ['aws-region'] };

const withConfig = <T extends Resource<'gate', Gate>>(it: T, change: Partial<Gate>) => [
  { put: { ...it, config: { ...it.config, ...change } } },
];

const healthy = ({ config }: { readonly config: Gate }): string | undefined => config.unwell;

/** The provider compares the version that was read. */
export const switchGate = defineAction({
  ...{ name: 'gate.switch', on: gate, kind: 'cas', permissions: ['gates:ChangeGate'], writes: ['open'], healthy },
  request: wire<{ readonly open: boolean }>(),
  simulate: (it, { open }) => withConfig(it, { open }),
  undo: ({ config }, _, again) => [again({ open: config.open })],
});

/** One guest comes or goes, whoever else does. */
export const moveGuest = defineAction({
  ...{
    name: 'gate.move-guest',
    on: gate,
    kind: 'delta',
    permissions: ['gates:ChangeGate'],
    writes: ['guests'],
    healthy,
  },
  request: wire<{ readonly guest: string; readonly stays: boolean }>(),
  simulate: (it, { guest, stays }) => {
    const others = it.config.guests.filter((one) => one !== guest);
    return withConfig(it, { guests: stays ? [...others, guest] : others });
  },
  undo: (_, { guest, stays }, again) => [again({ guest, stays: !stays })],
});

/** All keys at once, whatever stands there. */
export const replaceKeys = defineAction({
  ...{
    name: 'gate.replace-keys',
    on: gate,
    kind: 'replace',
    permissions: ['gates:ChangeGate'],
    writes: ['keys'],
    healthy,
  },
  request: wire<{ readonly keys: readonly string[] }>(),
  simulate: (it, { keys }) => withConfig(it, { keys }),
  undo: ({ config }, _, again) => [again({ keys: config.keys })],
});

const about = {
  title: 'A gate is kept',
  severity: 'high',
  control: 'gates-kept',
  why: 'why',
  fix: 'fix it',
  references: ['https://example.com'],
  on: gate,
} as const;

export const shut = defineRule({
  ...about,
  id: 'gate-shut',
  evaluate: ({ config }) => (config.open ? fail('It is open.', { at: 'open', actual: true }) : pass()),
  remediation: {
    impact: 'none',
    reversible: true,
    actions: [switchGate],
    plan: (it) => [switchGate(it, { open: false })],
  },
});

export const known = defineRule({
  ...about,
  id: 'gate-guests-known',
  evaluate: ({ config }) =>
    config.guests.includes('everyone') ? fail('Everyone may enter.', { at: 'guests', actual: config.guests }) : pass(),
  remediation: {
    impact: 'brief',
    reversible: true,
    actions: [moveGuest],
    plan: (it) => [moveGuest(it, { guest: 'everyone', stays: false })],
  },
});

export const keyed = defineRule({
  ...about,
  id: 'gate-keys-few',
  evaluate: ({ config }) =>
    config.keys.includes('master') ? fail('There is a master key.', { at: 'keys', actual: config.keys }) : pass(),
  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [replaceKeys],
    plan: (it) => [replaceKeys(it, { keys: ['front'] })],
  },
});

/** Something that looks after the gate: what is found on it is put right at the gate. */
export interface Post {
  readonly gate: string;
}

export const post = defineType({
  name: 'post',
  scope: 'aws-region',
  reads: ['gates:ListPosts'],
  changedBy: ['gates:ChangePost'],
  config: wire<Post>(),
  home: () => place.id,
});

/** Found on one object, and put right at another one, which findings of its own speak of, too. */
export const posted = defineRule({
  ...about,
  on: post,
  uses: [gate],
  id: 'post-keys-few',
  evaluate: ({ config }, { find }) => {
    const it = find(gate, config.gate);
    if (it === 'absent') return pass();
    if (isUnread(it)) return it;
    return it.config.keys.includes('master')
      ? fail('Its gate has a master key.', { at: 'gate', actual: config.gate })
      : pass();
  },
  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [replaceKeys],
    plan: ({ config }, { find }) => {
      const it = find(gate, config.gate);
      return it === 'absent' || isUnread(it)
        ? cannotPlan('its gate is not there')
        : [replaceKeys(it, { keys: ['front'] })];
    },
  },
});

/** Two steps of two kinds. */
export const both = defineRule({
  ...about,
  id: 'gate-strict',
  evaluate: ({ config }) =>
    config.tags?.['strict'] === 'yes' && (config.open || config.keys.includes('master'))
      ? fail('It is not strict.', { at: 'open', actual: config.open })
      : pass(),
  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [switchGate, replaceKeys],
    plan: (it) => [switchGate(it, { open: false }), replaceKeys(it, { keys: ['front'] })],
  },
});

export const gateRules: readonly AnyRule[] = [shut, known, keyed, both, posted];

const lookout: Resource<'post', Post> = {
  ...{ type: 'post', id: 'w1', name: 'w1', target: place.id },
  config: { gate: 'g1' },
};

/** A write that the provider has carried out. */
export interface Written {
  /** The person, and the process that sent it. */
  readonly by: string;
  readonly action: string;
  /** What was asked for; absent for what people do by themselves. */
  readonly request?: unknown;
  readonly before: Gate;
  readonly after: Gate;
}

/** The provider of one gate: what it answers, and what happens between being asked and answering. */
export function gateKeeper(first: Omit<Gate, 'version'>) {
  let stands: Gate = { ...first, version: 1 };
  const written: Written[] = [];
  const write = (by: string, action: string, change: Partial<Gate>, request?: unknown): void => {
    const before = stands;
    const { unwell: _, ...well } = stands;
    stands = { ...well, ...change, version: stands.version + 1 };
    written.push({ by, action, before, after: stands, ...(request !== undefined && { request }) });
  };
  const resource = (): Resource<'gate', Gate> => ({
    type: 'gate',
    id: 'g1',
    name: 'g1',
    target: place.id,
    config: stands,
  });
  const carryOut = (action: Action, subject: Resource, by: string): Sent => {
    const { version } = subject.config as Gate;
    if (action.action === switchGate.name) {
      if (version !== stands.version) return { is: 'changed', code: 'Conflict', says: 'The gate has changed.' };
      write(by, action.action, action.request as { open: boolean }, action.request);
    } else if (action.action === moveGuest.name) {
      const { guest, stays } = action.request as { guest: string; stays: boolean };
      const others = stands.guests.filter((it) => it !== guest);
      write(by, action.action, { guests: stays ? [...others, guest] : others }, action.request);
    } else write(by, action.action, action.request as { keys: string[] }, action.request);
    return { is: 'done', requests: [`r-${written.length}`] };
  };
  const cloud = (now: () => number): Cloud => ({
    provider: 'aws',
    discover: () => Promise.resolve({ targets: [place], gaps: [] }),
    collect: () =>
      Promise.resolve({
        ...{ target: place, startedAt: new Date(now()).toISOString(), resources: [resource(), lookout] },
        ...{ complete: ['gate', 'post'], gaps: [] },
      }),
  });
  /** It is not well from now on, until something else is written. */
  const fall = (unwell: string): void => {
    stands = { ...stands, unwell };
  };
  return { stands: () => stands, written, write, fall, carryOut, cloud };
}
