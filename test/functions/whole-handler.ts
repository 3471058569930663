import type { Clock, Cloud, Finding } from '#model';
import { awsTypes } from '#clouds/aws/types';
import { clusterTypes } from '#clouds/kubernetes/types';
import type { Files } from '#store/files';
import { sweepHandlerOf } from '../../functions/wire/sweep.ts';
import { processesOn, type Death, type Process } from './mortal.ts';

/** A made-up cloud behind the handler of a function. */
export interface Whole {
  readonly files: Files;
  readonly clock: Clock;
  readonly before: readonly Finding[];
  readonly death?: Death | undefined;
  /** Opens the cloud, as often as a process asks for it. */
  open(process: Process): Cloud;
}

/** Handlers of AWS as the stack has them, each a process of its own; its clusters are closed. */
export function wholeHandler({ files, clock, before, death, open }: Whole): () => (event: unknown) => Promise<object> {
  const processOf = processesOn(files, death);
  return () => {
    const process = processOf();
    const cloud = () => ({
      reread: () => Promise.reject(new Error('nothing is read again in a sweep')),
      isGone: () => Promise.resolve(false),
      access: () => Promise.resolve({ reason: 'unreachable' as const, detail: 'The cluster has no public address.' }),
      ...open(process),
    });
    const handler = sweepHandlerOf(
      { name: 'aws', types: [...awsTypes, ...clusterTypes], open: async () => Promise.resolve(cloud()) },
      {
        clock,
        config: () => Promise.resolve({ version: 1 }),
        log: () => ({ info: () => undefined, warn: () => undefined, error: () => undefined }),
        store: () => ({
          files: process.files,
          open: () => Promise.resolve(before),
        }),
      },
    );
    return (event) => Promise.race([handler(event), process.died]);
  };
}
