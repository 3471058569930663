import { readBill } from '#bills/read-bill';
import { affects } from '#bills/versions/affects';
import { parseRange } from '#bills/versions/range';
import { schemes } from '#bills/versions/schemes';
import { ShoalwatchError } from '#model';
import { cyclonedx, grype, operatorReport, spdx, syft, trivy } from '../../bills/documents.ts';
import { hostileSeeds } from '../../support/hostile.ts';
import { documentsOf } from '../../../cli/inventory/bill-files.ts';
import { mutateText, mutateValue } from './mutate.ts';
import type { Subject } from './subject.ts';

const documents: Readonly<Record<string, unknown>> = {
  'CycloneDX bills': cyclonedx,
  'SPDX bills': spdx,
  'Syft bills': syft,
  'Grype reports': grype,
  'Trivy reports': trivy,
  'Trivy operator reports': operatorReport,
  'attested bills': {
    predicateType: 'https://cyclonedx.org/bom',
    subject: [{ digest: { sha256: 'a'.repeat(64) } }],
    predicate: cyclonedx,
  },
};

const xml = `<?xml version="1.0"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" serialNumber="urn:uuid:1"><metadata><component type="container">
<name>shop/web</name></component></metadata><components><component type="library" bom-ref="a"><name>a</name>
<version>1.0</version><purl>pkg:npm/a@1.0</purl><components><component><name>b</name></component></components>
</component></components><vulnerabilities><vulnerability><id>CVE-1</id><affects><target><ref>a</ref></target></affects>
</vulnerability></vulnerabilities></bom>`;

const tags = `SPDXVersion: SPDX-2.3
PackageName: a
PackageVersion: 1.0
PackageAttributionText: <text>two
lines</text>
ExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1.0
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-a
`;

/** The way of a document from a file to a bill. */
function read(name: string, text: string): void {
  for (const found of documentsOf(name, text)) if ('content' in found) readBill(found.content, found.path);
}

/** Bills and reports with bytes or values changed, and versions and ranges of any kind. */
export const billSubjects: readonly Subject[] = [
  ...Object.entries(documents).map(([name, document]): Subject => ({
    name,
    make(random) {
      // A value that was taken out altogether is written as null.
      const text = random.chance(0.5)
        ? JSON.stringify([mutateValue(document, random)]).slice(1, -1)
        : mutateText(JSON.stringify(document), random);
      return () => read('fuzzed.json', text);
    },
  })),
  ...Object.entries({ 'CycloneDX as XML': xml, 'SPDX as tags and values': tags }).map(([name, document]): Subject => ({
    name,
    make(random) {
      const text = mutateText(document, random);
      return () => read('fuzzed.txt', text);
    },
  })),
  {
    name: 'versions and ranges',
    make(random) {
      const parts = ['1', '0', '.', '-', '~', '^', 'a', 'rc', '-alpha', '_p', ':', '+', '>=', '<', '||', ' ', '*', '!'];
      const word = (): string =>
        random.chance(0.2)
          ? random.pick(hostileSeeds)
          : Array.from({ length: random.integer(1, 6) }, () => random.pick(parts).repeat(random.integer(1, 40))).join(
              '',
            );
      const [version, range] = [word(), word()];
      return () => {
        for (const ecosystem of Object.keys(schemes)) judge(ecosystem, version, range);
      };
    },
  },
];

/** A range that is wrong is said to be, which is no crash. */
function judge(ecosystem: string, version: string, range: string): void {
  try {
    affects(ecosystem, version, parseRange(range));
  } catch (error) {
    if (!(error instanceof ShoalwatchError) || error.code !== 'config') throw error;
  }
}
