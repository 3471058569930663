import type { Command } from 'commander';
import { auditWaivers } from '#app/waivers/audit';
import { registerAt, waiverWidths, type WaiverWidth } from '#app/waivers/waivers';
import { forJson } from '#lib/escape/json';
import { plural } from '#lib/text';
import { redacted, schemaVersion } from '#report/output';
import { auditTable, registerDocument, registerTable } from '#report/waivers';
import { rules } from '#rules/catalog.gen';
import { end, word } from '../arguments.ts';
import { withPerson } from '../person.ts';
import { loadSettings } from '../settings.ts';
import { liveOf } from '../standing.ts';
import { placeOf, withPlace, type PlaceOptions } from '../place.ts';
import { askStore } from '../store.ts';
import { terminal } from '../terminal.ts';
import { clock } from '../wire.ts';
import { approve, deny, request, revoke } from './waiver-acts.ts';

interface Options extends PlaceOptions {
  readonly config?: string;
  readonly json?: boolean;
}

/** Adds `waiver`: the register of accepted risks, and every act upon it. */
export function addWaiver(program: Command): void {
  const waiver = program.command('waiver').description('accept findings for a while, and see what is accepted');
  withStore(waiver.command('list'))
    .description('the register: what is accepted, requested, denied, expired and revoked')
    .action(list);
  withStore(withPerson(waiver.command('request')))
    .description('ask that a finding be accepted, or stay accepted, until a day; somebody else approves it')
    .argument('<finding>', 'its id, f-...')
    .requiredOption('--reason <text>', 'why it is accepted')
    .requiredOption('--until <date>', 'its end, such as 2027-01-31: at its first moment in UTC')
    .requiredOption('--owner <name>', 'who answers for it')
    .option('--control <text>', 'what is done instead')
    .option('--ticket <id>', 'where it is tracked')
    .option(
      '--scope <width>',
      'finding; cluster, target or account: all findings of the rule there',
      word<WaiverWidth>(waiverWidths, 'scope', '--scope'),
      'finding',
    )
    .action(request);
  deciding(waiver.command('approve'))
    .description('accept what somebody else requested')
    .option('--reason <text>', 'why')
    .action(approve);
  deciding(waiver.command('deny'))
    .description('turn down what was requested')
    .requiredOption('--reason <text>', 'why')
    .action(deny);
  deciding(waiver.command('revoke'))
    .description('end a waiver at once: what it hides is open again')
    .requiredOption('--reason <text>', 'why')
    .action(revoke);
  withStore(waiver.command('audit'))
    .description('waivers that hide nothing or too much, end soon, have ended or should not have been accepted')
    .action(audit);
}

const withStore = (command: Command): Command =>
  withPlace(command)
    .option('--config <file>', 'the config file (default: shoalwatch.yaml, where there is one)')
    .option('--json', 'print one JSON document');

const deciding = (command: Command): Command => withStore(withPerson(command)).argument('<waiver>', 'its id, w-...');

async function list({ config, json, ...options }: Options): Promise<void> {
  const { document: file } = await loadSettings(config, rules);
  const register = await askStore(placeOf(options), (memory) => registerAt({ memory, file, at: now() }));
  const out = terminal();
  if (json) await out.data(`${forJson(redacted({ schemaVersion, waivers: registerDocument(register) }), 2)}\n`);
  else if (register.length > 0) await out.page(registerTable(register, out.screen.width));
  const count = (wanted: readonly string[]): number => register.filter(({ status }) => wanted.includes(status)).length;
  const running = plural(count(['active', 'expiring']), 'waiver');
  end({ code: 0, why: `${running} in force, ${count(['requested'])} requested, ${count(['expired'])} expired` });
}

async function audit({ config, json, ...options }: Options): Promise<void> {
  const settings = await loadSettings(config, rules);
  const audited = await askStore(placeOf(options), (memory) =>
    auditWaivers({ memory, file: settings.document, at: now() }, liveOf(settings, memory)),
  );
  const out = terminal();
  if (json) await out.data(`${forJson(redacted({ schemaVersion, audit: audited }), 2)}\n`);
  else if (audited.length > 0) await out.page(auditTable(audited, out.screen.width));
  end({ code: 0, why: audited.length === 0 ? 'nothing to look at' : `${plural(audited.length, 'thing')} to look at` });
}

const now = (): string => new Date(clock.now()).toISOString();
