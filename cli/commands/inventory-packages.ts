import type { Command } from 'commander';
import { listPackages } from '#app/risk/packages';
import { typesOf } from '#engine/ruleset';
import { tellingBy } from '#engine/components';
import { forJson } from '#lib/escape/json';
import { plural } from '#lib/text';
import type { Packages, RunningPackage } from '#model';
import { redacted, schemaVersion } from '#report/output';
import { packageCells, packageHead, packagesPage } from '#report/packages';
import { plainTable } from '#report/plain';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { placeOf, withPlace, type PlaceOptions } from '../place.ts';
import { askStore } from '../store.ts';
import { terminal } from '../terminal.ts';
import { another, chooser } from '../inventory/where.ts';

const fields = ['name', 'version', 'ecosystem', 'flaw', 'image', 'target'] as const;

/** More rows than these are for a pipe. */
const mostRows = 60;

interface Options extends PlaceOptions {
  readonly flawed?: boolean;
  readonly where?: readonly string[];
  readonly json?: boolean;
  readonly plain?: boolean;
  readonly wide?: boolean;
}

/** Adds `inventory packages`: what the images that run are made of, and the flaws that are known of it. */
export function addInventoryPackages(inventory: Command): void {
  withPlace(inventory.command('packages'))
    .description('packages and known flaws of the images that run, by registry scans and the bills that were imported')
    .option('--flawed', 'only packages with a known flaw')
    .option('--where <field=text>', `only rows that fit, with * for anything: ${fields.join(', ')}`, another)
    .option('--json', 'print one JSON document')
    .option('--plain', 'cells parted by tabs, nothing shortened')
    .option('--wide', 'every row')
    .action(async ({ flawed, where = [], json, plain, wide = false, ...options }: Options) => {
      const fits = chooser(where, fields, ({ name, version, ecosystem, flaws, image }: RunningPackage) => ({
        ...{ name, version, ecosystem, flaw: flaws, image: image.reference, target: image.target },
      }));
      const tell = tellingBy(typesOf(rules));
      const found = await askStore(placeOf(options), (memory) => listPackages({ memory, tell }));
      const chosen: Packages = {
        ...found,
        packages: found.packages.filter((it) => (!flawed || it.flaws.length > 0) && fits(it)),
      };
      const out = terminal({ wide });
      if (json) await out.data(`${forJson(redacted(documentOf(chosen)), 2)}\n`);
      else if (plain) await out.data(plainTable(packageHead, packageCells(chosen)));
      else await out.page(packagesPage({ ...chosen, width: out.screen.width, most: wide ? Infinity : mostRows }));
      end({ code: 0, why: countsOf(chosen) });
    });
}

const documentOf = ({ run: { id, startedAt }, packages, unlisted }: Packages) => ({
  ...{ schemaVersion, run: { id, startedAt }, packages, unlisted },
});

function countsOf({ packages, unlisted }: Packages): string {
  const flaws = new Set(packages.flatMap((it) => it.flaws)).size;
  const images = new Set(packages.map(({ image }) => image.reference)).size;
  const counted = `${plural(packages.length, 'package')} in ${plural(images, 'image')}, ${plural(flaws, 'known flaw')}`;
  return unlisted.length === 0
    ? counted
    : `${counted}; nobody lists all packages of ${plural(unlisted.length, 'image')}`;
}
