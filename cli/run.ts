import { failed } from './failure.ts';
import { programOf } from './program.ts';
import { isClosed } from './terminal.ts';

// Warnings of the runtime and of SDKs are neither data nor progress.
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (process.env['SHOALWATCH_DEBUG']) process.stderr.write(`${warning.stack ?? warning.message}\n`);
});
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: Error) => {
    if (!isClosed(error)) throw error;
  });
}
process.on('uncaughtException', (error) => {
  failed(error);
  process.exit();
});

try {
  const program = await programOf(process.argv.slice(2));
  await program.parseAsync();
} catch (error) {
  failed(error);
}
// Connections that an SDK keeps open do not keep a command waiting.
process.stderr.write('', () => process.exit());
