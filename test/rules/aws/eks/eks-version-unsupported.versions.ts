import { clusterWith, versionWith } from '../../../support/aws/eks.ts';

export const running = (version: string | undefined, config: Parameters<typeof clusterWith>[1] = {}) =>
  clusterWith({}, { version, ...config });

export const of = (version: string, versionStatus: string, standard: string, extended: string) =>
  versionWith(version, {
    versionStatus: versionStatus === '' ? undefined : (`${versionStatus}_SUPPORT` as 'STANDARD_SUPPORT'),
    endOfStandardSupportDate: `${standard}T00:00:00.000Z`,
    endOfExtendedSupportDate: `${extended}T00:00:00.000Z`,
  });

export const listed = [
  versionWith('1.30', {
    versionStatus: 'UNSUPPORTED',
    endOfStandardSupportDate: '2025-07-23T00:00:00.000Z',
    endOfExtendedSupportDate: '2026-07-23T00:00:00.000Z',
  }),
  of('1.31', 'EXTENDED', '2025-11-26', '2026-11-26'),
  of('1.32', 'EXTENDED', '2026-03-23', '2027-03-23'),
  of('1.33', 'EXTENDED', '2026-07-29', '2027-07-29'),
  of('1.34', 'STANDARD', '2026-12-02', '2027-12-02'),
  of('1.35', 'STANDARD', '2027-03-27', '2028-03-27'),
];
export const at = '2026-09-01T00:00:00Z';
export const oneStep = (version: string) => `one update, to ${version}, does not end it`;
