import type { Ports } from '#lib/ports';
import type { Unknown } from './verdict.ts';

export const protocols = ['tcp', 'udp', 'sctp'] as const;

export type Protocol = (typeof protocols)[number];

/** A way in: who reaches which ports of what, and through what. */
export interface Way {
  /** What is reached, as people call it: `nodes payments-general`, `pods of web/checkout`. */
  readonly to: string;
  /** Each that has ports. */
  readonly protocols: readonly Protocol[];
  readonly ports: Ports;
  /** Networks, and words for what is none: `the internet`, `any pod of the cluster`, the id of a security group. */
  readonly from: readonly string[];
  /** Whether the internet at large is among the sources. */
  readonly internet: boolean;
  /** What lets them in: `the public endpoint`, `the rule AllowSsh`. */
  readonly through: string;
  /** Whether something there has a public address, so that sources outside of the network come as far as this. */
  readonly exposed: boolean | Unknown;
}

/** The ways in that a resource opens, and why there may be more. */
export interface Ways {
  readonly ways: readonly Way[];
  readonly unread?: Unknown | undefined;
}
