import { expect, it } from 'vitest';
import { packageType } from '#bills/package-type';
import { namesIn } from './documents.ts';

const listing = (purl: string) => ({ artifacts: [{ name: 'curl', version: '8.1-r0', purl }], source: {} });

it('a package URL with the word of a tool for a kind of package is of the kind that is meant', () => {
  expect(namesIn(listing('pkg:alpine/curl@8.1-r0'))).toEqual(['apk curl 8.1-r0']);
  expect(namesIn(listing('pkg:debian/debian/curl@8.1-r0'))).toEqual(['deb curl 8.1-r0']);
  expect(namesIn(listing('pkg:dotnet/Curl@8.1-r0'))).toEqual(['nuget Curl 8.1-r0']);
});

it('a type that nobody knows stays as it is written', () => {
  expect(namesIn(listing('pkg:harbour/goods/curl@8.1-r0'))).toEqual(['harbour goods/curl 8.1-r0']);
  expect([packageType('harbour'), packageType('unknown'), packageType('constructor')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
