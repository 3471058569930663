import { objectAt, textAt, toJsonObject } from '../json.ts';
import { type GrpcMethod, inProject, invalid, notFound } from './cluster-answers.ts';

/** The methods of google.cloud.kms.v1.KeyManagementService that are called. */
export const keyMethods: Readonly<Record<string, GrpcMethod>> = {
  GetCryptoKey: {
    permission: 'cloudkms.cryptoKeys.get',
    answer(store, request) {
      const name = textAt(request, 'name') ?? '';
      if (!isKeyName(name)) return invalid('name');
      return inProject(
        store,
        request,
        ({ keys }) => {
          const key = keys.get(name);
          return key ? { message: key } : notFound(name);
        },
        'cloudkms',
      );
    },
  },
  UpdateCryptoKey: {
    permission: 'cloudkms.cryptoKeys.update',
    polled: true,
    answer(store, request) {
      const wanted = objectAt(request, 'cryptoKey');
      const name = textAt(wanted, 'name') ?? '';
      const paths = objectAt(request, 'updateMask')['paths'];
      if (JSON.stringify(paths) !== JSON.stringify(['rotation_period', 'next_rotation_time']))
        return invalid('update_mask');
      return inProject(
        store,
        request,
        ({ keys }) => {
          const key = keys.get(name);
          if (!key) return notFound(name);
          const { rotationPeriod, nextRotationTime } = wanted;
          const changed = toJsonObject({ ...key, rotationPeriod, nextRotationTime });
          keys.set(name, changed);
          return { message: changed };
        },
        'cloudkms',
      );
    },
  },
};

const isKeyName = (name: string): boolean =>
  /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/.test(name);
