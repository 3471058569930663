import { at, chosen, filled, type Data, type Machine, type State } from './interpreter.ts';

/** What the fix machine is wired to. */
export interface Wiring {
  /** A call of the function of a state; it fails as a Lambda function does, by rejecting. */
  call(state: string, payload: Data): Promise<object>;
  /** Time passes where the machine waits. */
  wait(seconds: number): Promise<void>;
}

/** How an execution ended. */
export interface Ended {
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly output: Data;
}

/** Runs an execution of the fix machine as Step Functions would, with what its states are retried for. */
export async function execute({ StartAt, States }: Machine, input: Data, wiring: Wiring): Promise<Ended> {
  let [name, data]: [string, Data] = [StartAt, input];
  for (let left = 2000; left > 0; left -= 1) {
    const state = States[name];
    if (!state) throw new Error(`no state ${name}`);
    if (state.Type === 'Fail') return { status: 'FAILED', output: data };
    if (state.Type === 'Succeed') return { status: 'SUCCEEDED', output: at(data, state.OutputPath ?? '$') as Data };
    if (state.Type === 'Wait') await wiring.wait(Number(at(data, state.SecondsPath ?? '')));
    let next = state.Type === 'Choice' ? chosen(state, data) : state.Next;
    try {
      data = await done(name, state, data, wiring);
    } catch (error) {
      const [caught] = state.Catch ?? [];
      if (!caught || !(error instanceof Error)) throw error;
      data = placed(caught.ResultPath, data, { Error: error.name, Cause: error.message });
      next = caught.Next;
    }
    if (next === undefined) throw new Error(`${name} leads nowhere`);
    name = next;
  }
  throw new Error('it does not end');
}

async function done(name: string, state: State, data: Data, wiring: Wiring): Promise<Data> {
  if (state.Type === 'Pass') return placed(state.ResultPath, data, filled(state.Parameters, data));
  if (state.Type !== 'Task') return data;
  const payload = JSON.parse(JSON.stringify(filled(state.Parameters?.Payload, data))) as Data;
  // What a function throws is none of the errors that are of Lambda itself.
  const tries = 1 + (state.Retry?.find(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'))?.MaxAttempts ?? 0);
  for (let left = tries; ; left -= 1) {
    try {
      const Payload = JSON.parse(JSON.stringify(await wiring.call(name, payload))) as Data;
      const result = state.ResultSelector ? filled(state.ResultSelector, { Payload }) : Payload;
      return placed(state.ResultPath, data, result);
    } catch (error) {
      if (left <= 1) throw error;
    }
  }
}

/** What a state answers at the place in its input where it belongs; in place of it without one, nowhere with null. */
function placed(path: string | null | undefined, data: Data, result: unknown): Data {
  if (path === null) return data;
  if (path === undefined || path === '$') return result as Data;
  return { ...data, [path.slice(2)]: result };
}
