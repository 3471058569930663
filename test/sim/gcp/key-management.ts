import { status } from '@grpc/grpc-js';
import { type JsonObject, objectAt, textAt, toJsonObject } from '../json.ts';
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

/**
 * The methods of google.iam.v1.IAMPolicy that are called, which Cloud KMS answers under its own host. A key whose policy
 * nobody has set has one without bindings; key rings cannot be deleted, and here each that holds a key exists.
 */
export const keyPolicyMethods: Readonly<Record<string, GrpcMethod>> = {
  GetIamPolicy: {
    permission: 'cloudkms.cryptoKeys.getIamPolicy',
    answer(store, request) {
      const name = textAt(request, 'resource') ?? '';
      return inProject(
        store,
        request,
        ({ keys, keyPolicies }) => {
          const isThere = keys.has(name) || [...keys.keys()].some((key) => key.startsWith(`${name}/cryptoKeys/`));
          return isThere ? { message: keyPolicies.get(name) ?? unset } : notFound(name);
        },
        'cloudkms',
      );
    },
  },
  SetIamPolicy: {
    permission: 'cloudkms.cryptoKeys.setIamPolicy',
    polled: true,
    answer(store, request) {
      const name = textAt(request, 'resource') ?? '';
      return inProject(
        store,
        request,
        ({ keys, keyPolicies }) => {
          if (!keys.has(name)) return notFound(name);
          const { etag, ...policy } = objectAt(request, 'policy');
          const stands = keyPolicies.get(name) ?? unset;
          if (etag !== textAt(stands, 'etag'))
            return { code: status.ABORTED, details: 'There were concurrent policy changes.' };
          const changed = toJsonObject({
            ...policy,
            etag: Buffer.from(`after ${textAt(stands, 'etag') ?? ''}`).toString('base64'),
          });
          keyPolicies.set(name, changed);
          return { message: changed };
        },
        'cloudkms',
      );
    },
  },
};

const unset: JsonObject = { etag: 'ACAB' };

const isKeyName = (name: string): boolean =>
  /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/.test(name);
