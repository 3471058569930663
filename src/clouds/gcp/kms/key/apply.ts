import { defineApply } from '../../../apply.ts';
import { parseInstant } from '#lib/time';
import { callOptions } from '../../call-options.ts';
import type { GcpWriter } from '../../writer.ts';
import { setKeyRotation } from './actions.ts';

/** Sends `UpdateCryptoKey`, which is in effect when it answers. */
export const applyKeyRotation = defineApply(setKeyRotation, async (at: GcpWriter, { id }, request) => {
  const { rotationPeriod, nextRotationTime } = request;
  const cryptoKey = {
    name: id.replace('//cloudkms.googleapis.com/', ''),
    ...(rotationPeriod && { rotationPeriod: { seconds: rotationPeriod.replace(/s$/, '') } }),
    ...(nextRotationTime && { nextRotationTime: timestampOf(parseInstant(nextRotationTime) ?? 0) }),
  };
  const updateMask = { paths: ['rotation_period', 'next_rotation_time'] };
  await at.call('cloudkms.cryptoKeys.update', () => at.keys.updateCryptoKey({ cryptoKey, updateMask }, callOptions()));
});

const timestampOf = (ms: number) => ({ seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1_000_000 });
