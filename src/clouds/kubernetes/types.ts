import type { Type } from '#model';
import { kubernetesApi } from './api/resource.ts';
import { kubernetesTypes } from './documents/kinds.ts';
import { runningImage } from './image/resource.ts';

/** Every resource type that is read from a cluster. */
export const clusterTypes: readonly Type[] = [...kubernetesTypes, kubernetesApi, runningImage];
