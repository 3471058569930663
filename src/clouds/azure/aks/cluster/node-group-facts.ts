import { resourceGroupOf } from '../../address.ts';

/** The ARM id of the group that an object lies in, by which a cluster is asked for whose nodes lie there; empty where it lies in none. */
export const groupAround = (id: string): string => resourceGroupOf(id) ?? '';
