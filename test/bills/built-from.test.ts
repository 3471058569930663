import { describe, expect, it } from 'vitest';
import { packageOf } from '#bills/package';
import { billOf, trivy } from './documents.ts';

const from = (purl: string) => packageOf({ name: 'any', purl }).builtFrom;

describe('the source package that a distribution built a package from', () => {
  it.each([
    ['of Debian', 'pkg:deb/debian/libssl3@3.0.11-1?upstream=openssl', { name: 'openssl' }],
    [
      'of Debian in another version',
      'pkg:deb/debian/libc6@2.36-9?upstream=glibc%402.36-8',
      { name: 'glibc', version: '2.36-8' },
    ],
    ['of Alpine', 'pkg:apk/alpine/libcrypto3@3.1.4-r0?upstream=openssl', { name: 'openssl' }],
    ['of rpm', 'pkg:rpm/redhat/openssl-libs@3.0.7-16.el9?upstream=openssl-3.0.7-16.el9.src.rpm', { name: 'openssl' }],
  ])('%s stands in the package URL', (_name, purl, source) => expect(from(purl)).toEqual(source));

  it('is not said where it has the name of the package', () => {
    expect(from('pkg:deb/debian/openssl@3.0.11-1?upstream=openssl')).toBeUndefined();
    expect(from('pkg:deb/debian/openssl@3.0.11-1')).toBeUndefined();
  });
  it('is no matter of other ecosystems', () => {
    expect(from('pkg:npm/fork@1.0.0?upstream=left-pad')).toBeUndefined();
  });
  it('stands beside the package in a report of Trivy, and a flaw of it does not hide that', () => {
    const { packages } = billOf({
      ...trivy,
      Results: [
        {
          ...{ Class: 'os-pkgs', Type: 'debian' },
          Packages: [
            {
              ...{ Name: 'libssl3', Version: '3.0.11', Release: '1~deb12u2' },
              Identifier: { PURL: 'pkg:deb/debian/libssl3@3.0.11-1~deb12u2' },
              ...{ SrcName: 'openssl', SrcVersion: '3.0.11', SrcRelease: '1~deb12u2', SrcEpoch: 1 },
            },
          ],
          Vulnerabilities: [
            {
              ...{ VulnerabilityID: 'CVE-2024-0727', PkgName: 'libssl3', InstalledVersion: '3.0.11-1~deb12u2' },
              PkgIdentifier: { PURL: 'pkg:deb/debian/libssl3@3.0.11-1~deb12u2' },
            },
          ],
        },
      ],
    });
    expect(packages).toMatchObject([
      { name: 'libssl3', builtFrom: { name: 'openssl', version: '1:3.0.11-1~deb12u2' } },
    ]);
  });
});
