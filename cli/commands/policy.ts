import type { Command } from 'commander';
import { settingsWithoutEffect } from '#app/policy/notes';
import { withOverlay } from '#app/config/policy-half';
import { holds, isLaid } from '#engine/effective-policy';
import { forJson } from '#lib/escape/json';
import { forTerminalLine } from '#lib/escape/terminal';
import { plural } from '#lib/text';
import { formatTime } from '#lib/time';
import { ShoalwatchError, type Memory, type PolicyAct } from '#model';
import { redacted, schemaVersion } from '#report/output';
import { tableIn } from '#report/stack';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { overlayWords, versionNumber } from '../policy/words.ts';
import { loadSettings } from '../settings.ts';
import { placeOf, withPlace, type PlaceOptions } from '../place.ts';
import { askStore } from '../store.ts';
import { terminal } from '../terminal.ts';
import { clock } from '../wire.ts';
import { addPolicyOverlay } from './policy-overlay.ts';
import { addPolicyPreview } from './policy-preview.ts';
import { addPolicySwitch } from './policy-switch.ts';

interface Options extends PlaceOptions {
  readonly json?: boolean;
}

const now = (): string => new Date(clock.now()).toISOString();

/** Adds `policy` with all that can be done to it. */
export function addPolicy(program: Command): void {
  const policy = program.command('policy').description('change what is judged, without a deploy');
  addValidate(policy);
  addPolicyPreview(policy);
  addPolicySwitch(policy);
  addPull(policy);
  addHistory(policy);
  addPolicyOverlay(policy);
}

function addValidate(policy: Command): void {
  policy
    .command('validate')
    .description('check the policy of a file, and name settings without effect')
    .argument('[file]', 'the config file', 'shoalwatch.yaml')
    .option('--json', 'print one JSON document')
    .action(async (file: string, { json }: { json?: boolean }) => {
      const settings = await loadSettings(file, rules);
      const notes = settingsWithoutEffect(rules, settings.document, now());
      const out = terminal();
      if (json) await out.data(`${forJson(redacted({ schemaVersion, file, valid: true, notes }), 2)}\n`);
      else await out.page(notes.map((note) => `${forTerminalLine(note)}\n`).join(''));
      end({ code: 0, why: `${file} is valid${notes.length > 0 ? `, ${plural(notes.length, 'note')}` : ''}` });
    });
}

function addPull(policy: Command): void {
  withPlace(policy.command('pull'))
    .description('print the active version as a file, with what was laid over it (or another version as it was pushed)')
    .option('--version <number>', 'which version', versionNumber)
    .option('--json', 'print one JSON document')
    .action(async ({ json, version: asked, ...options }: Options & { readonly version?: number }) => {
      const { text, document, overlay, version } = await askStore(placeOf(options), (memory) => pulled(memory, asked));
      const out = terminal();
      await out.data(json ? `${forJson({ schemaVersion, version, document, overlay }, 2)}\n` : text);
      const laid = overlay.length > 0 ? ` with ${plural(overlay.length, 'overlay entry', 'overlay entries')}` : '';
      end({ code: 0, why: `policy version ${version}${laid}` });
    });
}

async function pulled({ policies }: Memory, asked: number | undefined) {
  const active = await policies.active();
  const number = asked ?? active?.version;
  if (number === undefined) {
    throw new ShoalwatchError('usage', 'no version of the policy is active: the config file counts', {
      cure: 'shoalwatch policy push --activate',
    });
  }
  const found = await policies.version(number);
  if (!found)
    throw new ShoalwatchError('usage', `the policy has no version ${number}`, { cure: 'shoalwatch policy history' });
  const { source, document, version } = found;
  const lying = asked === undefined ? await policies.overlay() : [];
  const overlay = lying.filter((it) => isLaid(it, now()) && !holds(document, it));
  return { version, document, overlay, text: overlay.length > 0 ? withOverlay(source, overlay) : source };
}

function addHistory(policy: Command): void {
  withPlace(policy.command('history'))
    .description('who did what to the policy, when and why; the newest first')
    .option('--json', 'print one JSON document')
    .action(async ({ json, ...options }: Options) => {
      const { acts, active, versions } = await askStore(placeOf(options), async ({ policies }) => ({
        acts: await policies.history(),
        active: (await policies.active())?.version ?? null,
        versions: await policies.versions(),
      }));
      const out = terminal();
      await (json
        ? out.data(`${forJson(redacted({ schemaVersion, active, versions, acts }), 2)}\n`)
        : out.page(acts.length === 0 ? '' : `${actsTable(acts, out.screen.width)}\n`));
      const counts = active === null ? 'none is active' : `version ${active} is active`;
      end({ code: 0, why: `${plural(versions.length, 'version')}, ${counts}` });
    });
}

function actsTable(acts: readonly PolicyAct[], width: number): string {
  const columns = [
    ...[{ head: 'TIME' }, { head: 'ACT' }, { head: 'WHAT', shrink: 'wrap' as const, least: 12 }],
    ...[{ head: 'BY' }, { head: 'WHY', shrink: 'wrap' as const, least: 12 }],
  ];
  const rows = acts.map(({ at, act, author, reason, version, overlay }) => {
    const what = overlay ? `${overlay.id}: ${overlayWords(overlay.entry)}` : `version ${version ?? '?'}`;
    const said = act === 'rolled-back' ? 'rolled back to' : act;
    return [formatTime(at), said, what, author, reason ?? ''].map(forTerminalLine);
  });
  return tableIn(columns, rows, width).join('\n');
}
