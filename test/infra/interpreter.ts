import { made, type Topology } from './topologies.ts';

export interface State {
  readonly Type: string;
  readonly Resource?: unknown;
  readonly Retry?: readonly {
    readonly ErrorEquals: readonly string[];
    readonly MaxAttempts?: number;
    readonly IntervalSeconds?: number;
    readonly BackoffRate?: number;
    readonly MaxDelaySeconds?: number;
  }[];
  readonly Next?: string;
  readonly End?: boolean;
  readonly Default?: string;
  readonly Choices?: readonly Condition[];
  readonly Catch?: readonly {
    readonly ErrorEquals: readonly string[];
    readonly Next: string;
    readonly ResultPath?: string | null;
  }[];
  readonly Branches?: readonly Machine[];
  readonly ItemProcessor?: Machine & { readonly ProcessorConfig: unknown };
  readonly ItemReader?: unknown;
  readonly ItemsPath?: string;
  readonly ItemSelector?: Readonly<Record<string, unknown>>;
  readonly ToleratedFailurePercentage?: number;
  readonly Parameters?: Readonly<Record<string, unknown>> & {
    readonly FunctionName?: string;
    readonly Payload?: Readonly<Record<string, unknown>>;
  };
  readonly ResultSelector?: Readonly<Record<string, string>>;
  readonly SecondsPath?: string;
  readonly ResultPath?: string | null;
  readonly OutputPath?: string | null;
  readonly TimeoutSeconds?: number;
}

interface Condition {
  readonly And?: readonly Condition[];
  readonly Or?: readonly Condition[];
  readonly Variable?: string;
  readonly IsPresent?: boolean;
  readonly StringEquals?: string;
  readonly NumericEquals?: number;
  readonly NumericGreaterThan?: number;
  readonly NumericGreaterThanEquals?: number;
  readonly Next?: string;
}

export interface Machine {
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<Record<string, State>>;
}

export function machineOf(topology: Topology, which: 'sweep' | 'fix' = 'sweep'): Machine {
  const found = made(topology)
    .of('AWS::StepFunctions::StateMachine')
    .find(([, { Properties: it }]) => it['StateMachineName'] === `Shoalwatch-${which}`);
  if (!found) throw new Error(`no machine ${which}`);
  const [, { Properties }] = found;
  const {
    'Fn::Join': [, parts],
  } = Properties['DefinitionString'] as { 'Fn::Join': [string, unknown[]] };
  return JSON.parse(parts.map((it) => (typeof it === 'string' ? it : nameIn(it))).join('')) as Machine;
}

const nameIn = (token: unknown): string => /\["(\w+)"/.exec(JSON.stringify(token))?.[1] ?? 'token';

/** Every machine in a machine, itself included. */
export const within = (machine: Machine): readonly Machine[] => [
  machine,
  ...Object.values(machine.States).flatMap(({ Branches = [], ItemProcessor }) =>
    [...Branches, ...(ItemProcessor ? [ItemProcessor] : [])].flatMap(within),
  ),
];

export type Data = Readonly<Record<string, unknown>>;
/** What a call of a function answers; one that throws a Refusal has failed after all its tries. */
export type Answers = (call: Data) => Data;

/**
 * Runs a machine as Step Functions would: what it asks of functions, in order, and how many transitions it pays for: a state that is
 * entered is one, a child of a map is one, and what a child does is none.
 */
export function run(
  machine: Machine,
  answers: Answers,
  input: Data = {},
): { readonly calls: readonly Data[]; readonly failed: boolean; readonly entered: number } {
  const calls: Data[] = [];
  given = input;
  let entered = 0;
  let left = 1000;
  const step = ({ StartAt, States }: Machine, given: Data, isChild = false): void => {
    let [name, data]: [string | undefined, Data] = [StartAt, given];
    while (name !== undefined) {
      if (left-- === 0) throw new Error('it does not end');
      const state: State | undefined = States[name];
      if (!state) throw new Error(`no state ${name}`);
      if (!isChild) entered += 1;
      try {
        data = done(state, data);
        name = state.Type === 'Choice' ? chosen(state, data) : state.Next;
      } catch (error) {
        const [caught] = state.Catch ?? [];
        if (!(error instanceof Refusal) || !caught) throw error;
        name = caught.Next;
      }
      if (name !== undefined && States[name]?.Type === 'Fail') throw new Refusal();
    }
  };
  const done = (state: State, data: Data): Data => {
    if (state.Type === 'Parallel') for (const branch of state.Branches ?? []) step(branch, data);
    if (state.Type === 'Pass' && state.Parameters) return filled(state.Parameters, data) as Data;
    if (state.Type === 'Map' && state.ItemProcessor) {
      for (const item of at(data, state.ItemsPath ?? '$') as readonly unknown[]) {
        entered += 1;
        step(state.ItemProcessor, filled(state.ItemSelector, data, item) as Data, true);
      }
    }
    if (state.Type !== 'Task') return data;
    const call = filled(state.Parameters?.Payload, data) as Data;
    calls.push(call);
    const Payload = answers(call);
    if (state.ResultPath === null) return data;
    return state.ResultSelector ? (filled(state.ResultSelector, { Payload }) as Data) : Payload;
  };
  try {
    step(machine, input);
    return { calls, entered, failed: false };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { calls, entered, failed: true };
  }
}

export class Refusal extends Error {}

let given: Data = {};

export function at(data: unknown, path: string, item?: unknown): unknown {
  const root = path.startsWith('$$.')
    ? { Execution: { Name: 'e-1', StartTime: '2026-11-22T09:00:00Z', Input: given }, Map: { Item: { Value: item } } }
    : data;
  return path === '$'
    ? root
    : path
        .replace(/^\$\$?\./, '')
        .split('.')
        .reduce<unknown>((it, key) => (it as Data | undefined)?.[key], root);
}

export function filled(template: unknown, data: Data, item?: unknown): unknown {
  if (Array.isArray(template) || typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) =>
      key.endsWith('.$') ? [key.slice(0, -2), valueOf(String(value), data, item)] : [key, filled(value, data, item)],
    ),
  );
}

function valueOf(text: string, data: Data, item: unknown): unknown {
  const [, path = '', by = ''] = /^States\.MathAdd\((\$[\w.]+), (\d+)\)$/.exec(text) ?? [];
  if (path !== '') return Number(at(data, path)) + Number(by);
  const value = at(data, text, item);
  if (value === undefined) throw new Error(`${text} is not there`);
  return value;
}

export function chosen({ Choices = [], Default }: State, data: Data): string | undefined {
  return Choices.find((it) => holds(it, data))?.Next ?? Default;
}

function holds(it: Condition, data: Data): boolean {
  if (it.And) return it.And.every((one) => holds(one, data));
  if (it.Or) return it.Or.some((one) => holds(one, data));
  const value = at(data, it.Variable ?? '');
  if (it.IsPresent !== undefined) return (value !== undefined) === it.IsPresent;
  if (it.StringEquals !== undefined) return value === it.StringEquals;
  if (it.NumericEquals !== undefined) return value === it.NumericEquals;
  if (it.NumericGreaterThan !== undefined) return Number(value) > it.NumericGreaterThan;
  return Number(value) >= (it.NumericGreaterThanEquals ?? NaN);
}
