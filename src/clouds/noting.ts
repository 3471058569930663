/** Whoever writes keeps the ids that the provider gave the writes that it took. One change at a time is sent by one. */
export interface Noting {
  readonly requests: string[];
}
