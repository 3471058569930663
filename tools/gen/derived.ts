import type { Generated } from './generated.ts';

/** Everything that is derived from the rules' metadata. */
export function derived(): Promise<Generated[]> {
  return Promise.resolve([]);
}
