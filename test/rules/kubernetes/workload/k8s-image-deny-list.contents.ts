import { ecrImage } from '#clouds/aws/ecr/image/resource';
import { basicScan, digest, enhanced, enhancedScan, imageWith, runningWith, scanIn } from '../../../support/aws/ecr.ts';
import { gapOn } from '../../../support/build.ts';
import {
  purl,
  versions,
  about,
  cve,
  reason,
  packages,
  anyVersion,
  lodash,
  asksPackage,
  asksCve,
  held,
  clear,
  says,
  running,
  web,
  live,
  nginx,
  inWeb,
  denied,
  noBill,
  flawIn,
  index,
  seen,
  none,
  cves,
  billed,
  asked,
  named,
  unsure,
} from '../../../support/kubernetes/denied-contents.ts';
import { deploymentWith } from '../../../support/kubernetes/workloads.ts';

/** The cases of what images hold: packages and flaws that policy denies, by bills of materials and by scans. */
export const contents = {
  pass: {
    'a bill that lists none of a denied package': { ...named(), ...billed({ a: clear }), ...none },
    'a bill of what a live pod runs by the name of the template': { ...live(), ...billed({ a: clear }), ...none },
    'an enhanced scan without a denied flaw': {
      ...named(imageWith(), enhancedScan([enhanced('CVE-2026-2', 'HIGH')])),
      ...asked(),
      ...none,
    },
    'a flaw that the scanner calls closed': {
      ...named(imageWith(), enhancedScan([flawIn('lodash', '4.17.20', { status: 'CLOSED' })])),
      ...asked(),
      ...none,
    },
    'a bill beside a scan that looks at less': {
      ...named(imageWith(), basicScan([])),
      ...asked({ a: clear }),
      ...none,
    },
    'the image of the platform that runs, where another one holds it': {
      ...named(...index, runningWith()),
      ...billed({ b: clear, c: held }),
      ...none,
    },
  },
  fail: {
    'a bill of the digest that the template names lists a denied package': {
      ...named(),
      ...billed({ a: held }),
      ...denied(inWeb(held.says)),
    },
    'a bill of the digest that a live pod runs': {
      ...live(),
      ...billed({ a: held }),
      ...denied(`web (${nginx}) holds ${held.says}`),
    },
    'a bill lists a denied flaw': { ...named(), ...asked({ a: held }), ...denied(inWeb(held.says), cve) },
    'one finding for each entry, so that one can be accepted alone': {
      ...named(),
      components: { allow: {}, deny: { ...packages.deny, ...cves.deny } },
      billed: { ...says(asksPackage, { a: held }), ...says(asksCve, { a: held }) },
      ...denied(inWeb(held.says)),
      also: [denied(inWeb(held.says), cve).message],
    },
    'an entry of the policy that is laid over it as well': {
      ...named(),
      ...billed({ a: held }),
      components: { allow: {}, deny: { packages: [...packages.deny.packages, ...packages.deny.packages] } },
      ...denied(inWeb(held.says)),
    },
    'a scan of the registry names a denied package, and no bill is there': {
      ...named(imageWith(), enhancedScan([flawIn('lodash', '4.17.20')])),
      ...billed({}),
      ...denied(inWeb(seen.says)),
    },
    'a scan names a package of which every version is denied': {
      ...named(imageWith(), enhancedScan([flawIn('lodash')])),
      components: anyVersion,
      billed: says(lodash, {}),
      ...denied(inWeb('lodash (ECR scan)'), purl),
    },
    'a scan lists a denied flaw': {
      ...named(imageWith(), enhancedScan([flawIn('lodash', '4.17.20')])),
      ...asked(),
      ...denied(inWeb(`${cve} in lodash 4.17.20 (ECR scan)`), cve),
    },
    'a basic scan lists a denied flaw': {
      ...named(imageWith(), basicScan([`${cve} HIGH`])),
      ...asked(),
      ...denied(inWeb(`${cve} (ECR scan)`), cve),
    },
    'the image of the platform that runs': {
      ...named(...index, runningWith()),
      ...billed({ b: held, c: clear }),
      ...denied(inWeb(held.says)),
    },
    'a bill of the index': { ...named(...index), ...billed({ a: held }), ...denied(inWeb(held.says)) },
    'a denied name beside what it holds': {
      ...named(),
      ...billed({ a: held }),
      components: { allow: {}, deny: { ...packages.deny, digests: [{ digest: digest('a'), reason }] } },
      message: `Policy denies images of it: web (${web()}).`,
      also: [denied(inWeb(held.says)).message],
    },
    'an image that holds it beside one of which nobody knows': {
      on: deploymentWith({
        containers: [
          { name: 'web', image: web() },
          { name: 'api', image: web('b') },
        ],
      }),
      ...billed({ a: held }),
      ...denied(inWeb(held.says)),
    },
  },
  unknown: {
    'no bill of the digest, and how to give one': { ...named(), ...billed({}), ...unsure(noBill) },
    'a policy that was never laid beside bills': { ...named(), components: packages, ...unsure(noBill) },
    'no bill of what is not denied otherwise': {
      ...named(),
      components: { allow: {}, deny: { ...packages.deny, digests: [{ digest: digest('b'), reason }] } },
      ...unsure(noBill),
    },
    'no bill and no scan': {
      ...named(),
      ...asked(),
      ...unsure('neither a scan nor a bill of materials is there. Give one: shoalwatch inventory import PATH.', cve),
    },
    'a bill that cannot say it': {
      ...named(),
      ...billed({ a: { is: 'unsure', why: 'its last list of flaws is of 2026-01-01' } }),
      ...unsure('its last list of flaws is of 2026-01-01.'),
    },
    'a scan names the package, and the version cannot be compared': {
      ...named(imageWith(), enhancedScan([flawIn('lodash', 'from git')])),
      ...billed({}),
      ...unsure(`Whether lodash from git is in ${versions} cannot be said.`),
    },
    'a scan without a denied package, which lists flaws alone': {
      ...named(imageWith(), enhancedScan([])),
      ...billed({}),
      ...unsure(noBill),
    },
    'a basic scan, which looks at packages of the operating system alone': {
      ...named(imageWith(), basicScan([])),
      ...asked(),
      ...unsure('Its scan looked at operating system packages only.', cve),
    },
    'a scan that gives a flaw no CVE id': {
      ...named(imageWith(), enhancedScan([enhanced('GHSA-aaaa', 'HIGH')])),
      ...asked(),
      ...unsure('Its scan lists flaws that it gives no CVE id.', cve),
    },
    'a scan that failed': {
      ...named(imageWith(), scanIn('FAILED')),
      ...asked(),
      ...unsure('The state of its scan is FAILED.', cve),
    },
    'an image of a watched registry that could not be read': {
      ...named(),
      ...billed({ a: clear }),
      gaps: [gapOn(ecrImage, 'aws:111122223333:eu-west-1')],
      reason: 'not-found' as const,
    },
    'two platforms of which one holds it, and nobody knows which runs': {
      ...named(...index, runningWith('a', { platform: {} })),
      ...billed({ b: clear, c: held }),
      ...unsure('which platform of the image runs is not known, and they differ.'),
    },
    'an index without an image of the platform that runs': {
      ...named(...index, runningWith('a', { platform: { os: 'windows' } })),
      ...billed({ b: clear, c: clear }),
      ...unsure('its index has no image of the platform that runs.'),
    },
    'a tag that nothing runs': {
      on: deploymentWith(running('nginx:1')),
      ...billed({ a: clear }),
      reason: 'not-found' as const,
      message: 'No pod runs the image of web (nginx:1), so that nobody knows what it holds.',
    },
    'a live pod that runs another tag than the template names': {
      ...live({ image: 'docker.io/library/nginx:0' }),
      ...billed({ a: clear }),
      reason: 'not-found' as const,
      message: 'No pod runs the image of web (nginx:1), so that nobody knows what it holds.',
    },
    'a live pod with the bare digest of an old runtime': {
      ...live({ imageID: digest('a') }),
      ...billed({ a: clear }),
      ...unsure('it runs without a digest that a registry has.', about, digest('a')),
    },
    'a live pod that has not pulled its image': {
      ...live({ imageID: '' }),
      ...billed({ a: clear }),
      reason: 'not-found' as const,
    },
  },
};
