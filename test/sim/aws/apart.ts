import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FaultLine, Trace } from '../faults.ts';
import type { AwsEstateSettings } from './generate.ts';
import { isRecord } from './wire/shape.ts';

/** What the parent asks of a simulator in a process of its own. */
export type Question =
  { readonly ask: 'summary' } | { readonly ask: 'faults'; readonly lines: readonly FaultLine[]; readonly trace: Trace };

export interface Summary {
  /** Attempts that reached the simulator, by `service:operation`. */
  readonly attempts: Trace;
  /** Calls, by `service:operation`. */
  readonly trace: Trace;
  readonly throttled: number;
  /** Operations that the simulator does not answer. */
  readonly unknown: readonly string[];
}

export interface AwsApart {
  readonly url: string;
  summary(): Promise<Summary>;
  setFaults(lines: readonly FaultLine[], trace?: Trace): Promise<void>;
  close(): Promise<void>;
}

export interface ApartSettings {
  readonly estate: AwsEstateSettings;
  /** With the provider's published rate limits, on the real clock. */
  readonly limited?: boolean;
}

/**
 * A generated estate behind a simulator in a process of its own, on its own core and with its own memory: what a
 * measurement of the caller's speed and memory needs.
 */
export async function startAwsApart(settings: ApartSettings): Promise<AwsApart> {
  const child = fork(fileURLToPath(new URL('./apart-child.ts', import.meta.url)), [JSON.stringify(settings)], {
    execArgv: [],
  });
  const answer = async (): Promise<unknown> => {
    const message: readonly unknown[] = await once(child, 'message');
    return message[0];
  };
  const started = await answer();
  if (!isRecord(started) || typeof started['url'] !== 'string') throw new TypeError('the simulator did not start');
  // One question at a time: answers carry no number.
  let last: Promise<unknown> = Promise.resolve();
  const ask = (question: Question): Promise<unknown> => {
    last = last.then(() => {
      child.send(question);
      return answer();
    });
    return last;
  };
  return {
    url: started['url'],
    summary: async () => (await ask({ ask: 'summary' })) as Summary,
    setFaults: async (lines, trace = {}) => {
      await ask({ ask: 'faults', lines, trace });
    },
    close: async () => {
      const over = once(child, 'exit');
      child.disconnect();
      await over;
    },
  };
}
