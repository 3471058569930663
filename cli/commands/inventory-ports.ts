import type { Command } from 'commander';
import { mayLeadTo, type AllWays, type OpenWay } from '#engine/ways';
import { forJson } from '#lib/escape/json';
import { ShoalwatchError } from '#model';
import { redacted, schemaVersion } from '#report/output';
import { plainTable } from '#report/plain';
import { countWays, exposedText, numbersText, wayCells, wayHead, waysPage } from '#report/ways';
import { end } from '../arguments.ts';
import { placeOf, withPlace, type PlaceOptions } from '../place.ts';
import { askStore, latestScan } from '../store.ts';
import { terminal } from '../terminal.ts';
import { waysOf } from '../inventory/ways.ts';
import { another, chooser } from '../inventory/where.ts';

const fields = ['from', 'to', 'through', 'type', 'name', 'target', 'exposed'] as const;

/** More rows than these are for a pipe. */
const mostRows = 60;

interface Options extends PlaceOptions {
  readonly port?: number;
  readonly internet?: boolean;
  readonly where?: readonly string[];
  readonly json?: boolean;
  readonly plain?: boolean;
  readonly wide?: boolean;
}

/** Adds `inventory ports`: which source reaches which port of what, and through what. */
export function addInventoryPorts(inventory: Command): void {
  withPlace(inventory.command('ports'))
    .description(
      'which source reaches which port of what: through endpoints, security groups, firewalls, services, policies',
    )
    .option('--port <number>', 'only ways to this port, and to ports that go by a name', port)
    .option('--internet', 'only what the internet may take')
    .option('--where <field=text>', `only rows that fit, with * for anything: ${fields.join(', ')}`, another)
    .option('--json', 'print one JSON document')
    .option('--plain', 'cells parted by tabs, nothing shortened')
    .option('--wide', 'every row')
    .action(async ({ port: asked, internet, where = [], json, plain, wide = false, ...options }: Options) => {
      const fits = chooser(where, fields, (it: OpenWay) => ({
        ...{ from: it.from, to: it.to, through: it.through, exposed: exposedText(it) },
        ...{ type: it.of.type, name: it.of.name, target: it.of.target },
      }));
      const { run, all } = await askStore(placeOf(options), async (memory) => {
        const { id, startedAt } = await latestScan(memory);
        return {
          run: { id, startedAt },
          all: waysOf(await memory.snapshots(id)),
        };
      });
      const chosen: AllWays = {
        unread: all.unread,
        ways: all.ways.filter(
          (it) =>
            (asked === undefined || mayLeadTo(it, asked)) &&
            (!internet || (it.internet && it.exposed !== false)) &&
            fits(it),
        ),
      };
      const out = terminal({ wide });
      if (json) await out.data(`${forJson(redacted({ schemaVersion, run, ...documentOf(chosen) }), 2)}\n`);
      else if (plain) await out.data(plainTable(wayHead, wayCells(chosen)));
      else await out.page(waysPage({ ...chosen, width: out.screen.width, most: wide ? Infinity : mostRows }));
      end({ code: 0, why: countWays(chosen) });
    });
}

function port(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65_535) return number;
  throw new ShoalwatchError('usage', `--port takes a number from 0 to 65535, and not "${text}"`);
}

const documentOf = ({ ways: open, unread }: AllWays) => ({
  ways: open.map(({ of, to, protocols, ports, from, internet, through, exposed }) => ({
    ...{ from, internet, protocols, ports: numbersText(ports), to, through },
    exposed: typeof exposed === 'boolean' ? exposed : 'unknown',
    of,
  })),
  unknown: unread.map(({ of, types, why: { reason, message, api, permission } }) => ({
    ...{ of, types, reason, message },
    ...(api !== undefined && { api }),
    ...(permission !== undefined && { permission }),
  })),
});
