import type { protos } from '@google-cloud/container';
import { defineType, wire } from '#model';
import { projectOf } from '../../address.ts';

/**
 * The versions that GKE offers in a region or zone: the answer of `getServerConfig`. It names no place: see
 * `serverConfigOf` for its address.
 */
export const gkeServerConfig = defineType({
  name: 'gke.server-config',
  scope: 'gcp-project',
  reads: ['container.clusters.get'],
  changedBy: [],
  config: wire<protos.google.container.v1.IServerConfig>(),
  home: projectOf,
});

/** The address of the answer for the region or zone that a cluster, given by its full name, is in. */
export const serverConfigOf = (cluster: string): string => cluster.replace(/\/clusters\/.*$/, '/serverConfig');
