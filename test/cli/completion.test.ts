import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { rules } from '#rules/catalog.gen';
import { candidates } from '../../cli/commands/completion.ts';
import { programOf } from '../../cli/program.ts';

const program = await programOf();
const asked = (...words: readonly string[]) => candidates(program, words);
const main = join(import.meta.dirname, '../../cli/main.ts');

describe('completion', () => {
  it('begins with the commands, and hides its own', () => {
    expect(asked('')).toEqual(expect.arrayContaining(['demo', 'scan', 'explain']));
    expect(asked('')).not.toContain('complete');
    expect(asked('sc')).toEqual(['scan']);
  });
  it('knows the rules that ship', () => {
    const eks = rules.map(({ id }) => id).filter((id) => id.startsWith('eks-'));
    expect(asked('explain', 'eks-')).toEqual(eks);
    expect(asked('explain', 'denied')).toEqual(['denied']);
  });
  it('knows options, words and commands of commands', () => {
    expect(asked('scan', '--fail')).toEqual(['--fail-on', '--fail-coverage-below']);
    expect(asked('list', '')).toEqual(['rules', 'frameworks', 'remediations', 'targets']);
    expect(asked('config', 's')).toEqual(['show', 'schema']);
    expect(asked('show', '')).toEqual([]);
    expect(asked('nothing', '')).toEqual(asked(''));
  });
  it.skipIf(!existsSync('/bin/bash'))('works in bash', async () => {
    const script = `shoalwatch() { "${process.execPath}" "${main}" "$@"; }
source <(shoalwatch completion bash 2>/dev/null)
COMP_WORDS=(shoalwatch explain aks-api); COMP_CWORD=2
_shoalwatch; echo "\${COMPREPLY[@]}"`;
    const { stdout } = await promisify(execFile)('/bin/bash', ['-c', script]);
    expect(stdout.trim()).toBe('aks-api-public-unrestricted');
  });
});
