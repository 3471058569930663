#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { addCollect } from './commands/collect.ts';
import { addConfig, addInit } from './commands/config.ts';
import { addDemo } from './commands/demo.ts';
import { addDiff } from './commands/diff.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addInventory } from './commands/inventory.ts';
import { addList } from './commands/list.ts';
import { addReport } from './commands/report.ts';
import { addScan } from './commands/scan.ts';
import { addShow } from './commands/show.ts';
import { failed } from './failure.ts';

const program = new Command('shoalwatch')
  .description('Audits EKS, AKS, GKE and the cloud around them.')
  .version('0.1.0')
  .showSuggestionAfterError()
  .exitOverride();

for (const add of [
  addDemo,
  addScan,
  addCollect,
  addList,
  addExplain,
  addShow,
  addInventory,
  addDiff,
  addReport,
  addConfig,
  addInit,
  addDoctor,
]) {
  add(program);
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError && error.exitCode === 0)) failed(error);
}
