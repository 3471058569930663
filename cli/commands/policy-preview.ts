import type { Command } from 'commander';
import { draftOn } from '#app/policy/live';
import { preview } from '#app/policy/preview';
import { denialsWithoutMatch, settingsWithoutEffect, unknownRules } from '#app/policy/notes';
import { forJson } from '#lib/escape/json';
import { forTerminalLine } from '#lib/escape/terminal';
import { plural } from '#lib/text';
import { ShoalwatchError, defaultPolicy, type FindingChange, type Memory } from '#model';
import { foldText } from '#report/fold';
import { redacted, schemaVersion } from '#report/output';
import { countOf, policyMovesLines, ruleMovesDocument, ruleMovesOf } from '#report/policy-moves';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { loadSettings, type Settings } from '../settings.ts';
import { liveOf } from '../standing.ts';
import { placeOf, withPlace, type PlaceOptions } from '../place.ts';
import { askStore } from '../store.ts';
import { terminal } from '../terminal.ts';
import { clock } from '../wire.ts';

interface Options extends PlaceOptions {
  readonly json?: boolean;
}

/** Adds `policy preview`. */
export function addPolicyPreview(policy: Command): void {
  withPlace(policy.command('preview'))
    .description('what a file would open and close on the stored fleet; nothing is read, nothing is written')
    .argument('[file]', 'the config file', 'shoalwatch.yaml')
    .option('--json', 'print one JSON document')
    .action(async (file: string, { json, ...options }: Options) => {
      const settings = await loadSettings(file, rules);
      const { changes, notes, active, run, what } = await askStore(placeOf(options), (memory) =>
        tried(settings, memory),
      );
      const out = terminal();
      const against = active === null ? 'what the last run found' : `policy version ${active}`;
      if (json) {
        const document = { schemaVersion, file, active, run, moves: ruleMovesDocument(changes), notes };
        await out.data(`${forJson(redacted(document), 2)}\n`);
      } else {
        const moved = policyMovesLines(changes, 'would');
        const page = [
          `${forTerminalLine(file)} against ${against}, on ${what}`,
          ...(moved.length === 0 ? ['no finding would move'] : moved),
          ...notes.map((note) => `note: ${forTerminalLine(note)}`),
        ];
        await out.page(foldText(`${page.join('\n')}\n`, out.screen.width, 4));
      }
      const groups = ruleMovesOf(changes);
      end({ code: 0, why: `it would open ${countOf(groups, 'opened')} and close ${countOf(groups, 'closed')}` });
    });
}

interface Tried {
  readonly changes: readonly FindingChange[];
  readonly notes: readonly string[];
  readonly active: number | null;
  readonly run: string;
  readonly what: string;
}

async function tried(settings: Settings, memory: Memory): Promise<Tried> {
  const [last] = await memory.runs(1);
  if (!last) {
    throw new ShoalwatchError('store', 'the store holds nothing that a draft could be tried on', {
      cure: 'shoalwatch scan',
    });
  }
  const at = new Date(clock.now()).toISOString();
  const snapshots = await memory.snapshots(last.id);
  const active = await memory.policies.active();
  const [now, draft, findings] = await Promise.all([
    active && liveOf(settings, memory)(at),
    draftOn({ rules, file: settings.document, memory })(at),
    memory.findings(),
  ]);
  const standing = now ?? { rules, policy: defaultPolicy };
  const resources = snapshots.reduce((sum, it) => sum + it.resources.length, 0);
  return {
    changes: preview({ snapshots, findings, now, draft, at }),
    notes: [
      ...settingsWithoutEffect(draft.rules, settings.document, at),
      ...unknownRules(standing.rules, standing.policy),
      ...denialsWithoutMatch({ snapshots, rules: draft.rules, now: standing.policy, draft: draft.policy, at }),
    ],
    active: active?.version ?? null,
    run: last.id,
    what: `${plural(resources, 'stored resource')} of ${plural(snapshots.length, 'target')}`,
  };
}
