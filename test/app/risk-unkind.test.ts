import { expect, it } from 'vitest';
import { digest, imageWith, repository, runningWith } from '../support/aws/ecr.ts';
import { billWith, told } from './asked-fleet.ts';

const log4j = 'org.apache.logging.log4j/log4j-core';

/** What is said of the one image that runs, whose bill lists a package without saying of which kind it is. */
const saidOf = (held: string, name: string, ecosystem: string) =>
  told(
    { about: 'package', name, ecosystem, range: '<2.17.1' },
    {
      resources: [imageWith(), runningWith()],
      bills: [billWith([digest('a')], { packages: [{ name: held, ecosystem: 'unknown', version: '2.14.1' }] })],
    },
  );

it.each([log4j, 'log4j-core', 'Log4J-Core'])('%s of no kind may be the package that is asked for', async (held) => {
  const why = `${repository}@${digest('a')}: its bill does not say of which kind ${held} is`;
  expect(await saidOf(held, log4j, 'maven')).toEqual({ affected: [], unknown: [why] });
});

it.each(['log4j', 'org.other/log4j-core'])('%s of no kind is another package', async (held) => {
  expect(await saidOf(held, log4j, 'maven')).toEqual({ affected: [], unknown: [] });
});

it('one of no kind may be one of Python, as it is spelled there', async () => {
  expect((await saidOf('Zope_Interface', 'zope-interface', 'pypi')).unknown).toHaveLength(1);
  expect((await saidOf('Zope_Interface', 'zope-interface', 'npm')).unknown).toEqual([]);
});
