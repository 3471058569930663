import { expect, test } from 'vitest';
import { parsed, printed } from '#clouds/gcp/gke/cluster/printed';

const policy = {
  resourceVersion: 'a1b2c3d4',
  window: {
    recurringMaintenanceWindow: {
      windowDuration: '14400.250s',
      windowStartTime: { hours: 3 },
      recurrence: 'FREQ=DAILY',
    },
    maintenanceExclusions: {
      freeze: { startTime: '2026-11-01T00:00:00Z', endTime: '2026-12-01T00:00:00.000000700Z' },
    },
  },
};
const kubelet = { cpuCfsQuota: false, podPidsLimit: '4096', allowedUnsafeSysctls: ['kernel.sem'] };

test('what is printed of what was parsed is the same', () => {
  expect(printed('MaintenancePolicy', parsed('MaintenancePolicy', policy))).toEqual(policy);
  expect(printed('NodeKubeletConfig', parsed('NodeKubeletConfig', kubelet))).toEqual(kubelet);
});

test('times, durations and switches that can be absent are messages', () => {
  expect(parsed('MaintenancePolicy', policy)).toMatchObject({
    window: {
      recurringMaintenanceWindow: { windowDuration: { seconds: '14400', nanos: 250_000_000 } },
      maintenanceExclusions: { freeze: { startTime: { seconds: '1793491200', nanos: 0 }, endTime: { nanos: 700 } } },
    },
  });
  expect(parsed('NodeKubeletConfig', kubelet)).toEqual({ ...kubelet, cpuCfsQuota: { value: false } });
});

test('what the client does not know, and what is not said, is left out', () => {
  expect(parsed('NodeKubeletConfig', { newer: true, cpuCfsQuota: null })).toEqual({});
});
