#!/usr/bin/env node
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// Starts moto, an AWS emulator that others made, and runs the cross-check against it: node tools/moto.ts
// The emulator is a Python package; it is installed once, into a folder of its own. Where that cannot be, it is skipped.
const wanted = 'moto[server]==5.2.5';
const home = path.resolve('.moto');
const venv = path.join(home, 'venv');
const python = path.join(venv, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
const stamp = path.join(home, 'installed');
const report = 'reports/moto.json';

rmSync(report, { force: true });
const missing = install();
if (missing === undefined) await crossCheck();
else skip(missing);

/** Answers why the emulator cannot be installed. */
function install(): string | undefined {
  if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--timeout', '15', '--retries', '2'];
  const failure =
    run('python3', ['-m', 'venv', venv], 'no venv could be made with python3') ??
    run(python, [...pip, wanted], `pip could not install ${wanted}`);
  if (failure === undefined) writeFileSync(stamp, wanted);
  return failure;
}

function run(program: string, words: readonly string[], complaint: string): string | undefined {
  const { status, error, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8', timeout: 300_000 });
  if (status === 0) return undefined;
  const last = error?.message ?? `${stdout}${stderr}`.trim().split('\n').at(-1) ?? '';
  return `${complaint}: ${last}`;
}

function skip(why: string): void {
  mkdirSync('reports', { recursive: true });
  writeFileSync(report, JSON.stringify({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 1 }));
  console.log(`moto cross-check skipped: ${why}`);
  console.log('0 passed, 0 failed, 1 skipped');
}

async function crossCheck(): Promise<void> {
  const server = startServer();
  try {
    const url = await listening(server);
    const status = url === undefined ? 1 : await runTests(url);
    tell(status);
  } finally {
    server.kill();
  }
}

/** The server ends with its standard input, so it is gone however this process ends. */
function startServer(): ChildProcess {
  // Roles name policies of AWS: the emulator knows them only when it is asked to.
  const env = { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true', PYTHONDONTWRITEBYTECODE: '1' };
  return spawn(python, [path.resolve('test/moto/serve.py')], { stdio: ['pipe', 'ignore', 'pipe'], env });
}

/** The address that the server names when it listens; undefined when it does not come up. */
function listening(server: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let told = '';
    const giveUp = (): void => {
      console.error(`moto does not come up: ${told.slice(-2000)}`);
      resolve(undefined);
    };
    const timer = setTimeout(giveUp, 60_000);
    server.once('error', giveUp);
    server.once('exit', giveUp);
    server.stderr?.setEncoding('utf8').on('data', (part: string) => {
      // What it logs of each request has to be taken off the pipe, and is of no use afterwards.
      told = `${told}${part}`.slice(-10_000);
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0];
      if (url === undefined) return;
      clearTimeout(timer);
      server.removeListener('exit', giveUp);
      resolve(url);
    });
  });
}

function runTests(url: string): Promise<number> {
  // Nothing of this machine's own AWS settings may lead anywhere else.
  const plain = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const env = {
    ...Object.fromEntries(plain),
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_CONFIG_FILE: path.join(home, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(home, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const words = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.moto.config.ts'];
  const tests = spawn(process.execPath, words, { stdio: 'inherit', env });
  return new Promise((resolve) => tests.once('close', (status) => resolve(status ?? 1)));
}

/** Adds up what really ran; tests that could not even start are one failure. */
function tell(status: number): void {
  const read = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>) : {};
  const passed = read['numPassedTests'] ?? 0;
  const failed = read['numFailedTests'] ?? 0;
  const silent = status !== 0 && failed === 0 ? 1 : 0;
  console.log(`${passed} passed, ${failed + silent} failed`);
  process.exitCode = failed + silent > 0 ? 1 : 0;
}
