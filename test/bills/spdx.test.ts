import { describe, expect, it } from 'vitest';
import { isBillText } from '#bills/read-bill';
import { billOf, digest, refusalOf, spdx, namesIn } from './documents.ts';

describe('an SPDX bill', () => {
  const subject = {
    name: 'registry.example.com/shop/web',
    digests: [digest('a'), digest('b'), digest('d')],
    imageId: digest('c'),
  };
  it('speaks of what it describes, and says nothing of flaws', () => {
    expect(billOf(spdx)).toMatchObject({ format: 'spdx', subject, scanned: false, madeAt: '2026-11-20T10:00:00.000Z' });
    expect(namesIn(spdx)).toEqual(['rpm openssl 1:3.0.7-1.el9']);
  });
  it('may say what it describes in a list, or the other way round', () => {
    expect(billOf({ ...spdx, relationships: undefined, documentDescribes: ['SPDXRef-image'] })).toMatchObject({
      subject,
    });
    const turned = {
      spdxElementId: 'SPDXRef-image',
      relationshipType: 'DESCRIBED_BY',
      relatedSpdxElement: 'SPDXRef-DOCUMENT',
    };
    expect(billOf({ ...spdx, relationships: [turned] })).toMatchObject({ subject });
  });
  it('that describes several things speaks of itself', () => {
    const documentDescribes = ['SPDXRef-image', 'SPDXRef-openssl'];
    expect(billOf({ ...spdx, documentDescribes }).subject).toEqual({ name: 'web', digests: [] });
  });
  it('as tags and values says the same', () => {
    const text = `# made by hand
SPDXVersion: SPDX-2.3
DocumentName: web
Created: 2026-11-20T10:00:00Z
PackageName: registry.example.com/shop/web
SPDXID: SPDXRef-image
PackageVersion: ${digest('a')}
PrimaryPackagePurpose: CONTAINER
PackageChecksum: SHA256: ${'b'.repeat(64)}
PackageAttributionText: <text>ImageID: ${digest('c')}</text>
PackageAttributionText: <text>RepoDigest:
 shop/web@${digest('d')}
</text>\r
PackageName: openssl\r
SPDXID: SPDXRef-openssl\r
PackageVersion: 3.0.7-1.el9\r
ExternalRef: SECURITY cpe23Type cpe:2.3:a:openssl:openssl:3.0.7:*:*:*:*:*:*:*
ExternalRef: PACKAGE-MANAGER purl pkg:rpm/rhel/openssl@3.0.7-1.el9?arch=x86_64&epoch=1
FileName: ./lib/libssl.so
SPDXID: SPDXRef-file
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-image
`;
    expect(isBillText(text)).toBe(true);
    expect(billOf(text)).toEqual(billOf(spdx));
    const cut = text.slice(0, text.indexOf('\n</text>'));
    expect(refusalOf(cut)).toBe('malformed: line 11: the text that begins there has no end');
  });
  it('of version 3 is not recognised', () => {
    const three = { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': [] };
    expect(refusalOf(three)).toBe('unrecognised: an object with @context, @graph');
  });
});
