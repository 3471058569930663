import { persistentVolume } from '#clouds/kubernetes/persistent-volume/resource';
import { storageClass } from '#clouds/kubernetes/storage-class/resource';
import type { Draft } from '../build.ts';
import { object, type Place } from './objects.ts';

/** A class of storage called `fast`. */
export const storageClassWith = (
  provisioner: string,
  more: Draft<typeof storageClass.config> = {},
  place: Place = {},
) =>
  object(
    storageClass,
    { group: 'storage.k8s.io', plural: 'storageclasses' },
    'fast',
    { provisioner, ...more },
    { ...place, namespace: null },
  );

/** A persistent volume called `data`. */
export const volumeWith = (spec: Draft<typeof persistentVolume.config>['spec'], place: Place = {}) =>
  object(
    persistentVolume,
    { group: 'core', plural: 'persistentvolumes' },
    'data',
    { spec },
    { ...place, namespace: null },
  );
