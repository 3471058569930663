import type { AddressSet } from '#lib/addresses';
import type { Ports } from '#lib/ports';
import type { Unknown } from './verdict.ts';

/** Where a Kubernetes API endpoint can be reached from; the same question has this answer on every cloud. */
export type ApiReach =
  /** The provider does not run it, or it cannot be public. */
  | { readonly is: 'elsewhere'; readonly why: string }
  | { readonly is: 'private'; readonly why: string }
  | {
      readonly is: 'public';
      /** The addresses that may call, private space included. */
      readonly sources: AddressSet;
      /** Sources that are words and not addresses, such as a service tag. */
      readonly words: readonly string[];
      /** The path that decides, and what stands there. */
      readonly at: string;
      readonly actual: unknown;
    }
  | Unknown;

/** One allowance of a security group, NSG or firewall, in neutral form: who reaches which ports through which rule. */
export interface Opening {
  /** The provider's own id or name of the rule. */
  readonly rule: string;
  readonly protocol: 'tcp' | 'udp';
  readonly ports: Ports;
  readonly sources: AddressSet;
  /** Sources that are words and not addresses, such as a service tag. */
  readonly words: readonly string[];
  readonly at: string;
  readonly actual: unknown;
}

/** What is left open after priorities, denials and the other layers of the path were taken into account. */
export interface Hole extends Opening {
  /** Whether something behind it has a public address; unknown where that could not be read. */
  readonly exposed: boolean | Unknown;
}
