import type { ApartSettings, Question, Summary } from './apart.ts';
import { generateAwsEstate } from './generate.ts';
import { publishedLimits } from './limits.ts';
import { startAws, type AwsSim } from './server.ts';

const settings = JSON.parse(process.argv[2] ?? '') as ApartSettings;
const sim = await startAws({
  estate: generateAwsEstate(settings.estate),
  ...(settings.limited === true && { limits: publishedLimits }),
});

process.on('message', (question: Question) => {
  if (question.ask === 'faults') sim.setFaults(question.lines, question.trace);
  process.send?.(question.ask === 'faults' ? {} : summary(sim));
});
process.on('disconnect', () => {
  void sim.close();
});
process.send?.({ url: sim.url });

function summary(answering: AwsSim): Summary {
  const { calls } = answering;
  const attempts: Record<string, number> = {};
  for (const call of calls) {
    const name = `${call.service}:${call.operation}`;
    attempts[name] = (attempts[name] ?? 0) + 1;
  }
  return {
    attempts,
    trace: answering.trace(),
    throttled: calls.filter((call) => call.code === 'RequestLimitExceeded' || call.code === 'ThrottlingException')
      .length,
    unknown: [...new Set(calls.filter((call) => call.unknown).map((call) => `${call.service}:${call.operation}`))],
  };
}
