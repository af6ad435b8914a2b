import { workflowUrl } from '../../model/names';
import { printReport } from '../../report/print';
import { labDown } from '../commands/down';
import { ensureLayers, labUp } from '../commands/up';
import { resolveTemporal } from '../temporal/resolve';
import { timed } from '../timed';
import { follow } from './follow';
import { judge } from './judge';
import { describeNewcomer, judgeNewcomer, makeNewcomer } from './newcomer';
import { readOptions, type DemoOptions } from './options';
import { readReport } from './read-report';
import { clearStage, setStage } from './stage';
import { approve, startUpgrade } from './start-upgrade';
import { describeReal, seeGuests } from './witness';

const CLUSTER = 'lab';

async function upgrade(options: DemoOptions): Promise<readonly string[]> {
  const [binary] = await Promise.all([resolveTemporal(), ensureLayers()]);
  const hosts = await labUp();
  const computes = hosts.filter(({ machine }) => machine.role === 'compute');
  const stage = await timed("Temporal's dev server and two workers", () => setStage(CLUSTER, binary));
  const before = await seeGuests(computes);
  const id = await startUpgrade(stage.command, {
    cluster: CLUSTER,
    onFailure: 'rollBack',
    ...(options.noSeed ? { seedFlows: false } : {}),
  });
  console.log(`  watch it: ${workflowUrl(stage.server.ui, 'default', id)}`);
  const handle = stage.client.workflow.getHandle(id);
  const workers = Object.values(stage.workers).map(({ failed }) => failed);
  const over = new AbortController();
  const newcomer = makeNewcomer(CLUSTER, computes, over.signal).then(
    (seen) => {
      console.log(describeNewcomer(seen));
      return judgeNewcomer(seen);
    },
    (error: Error) => [`no new VM was made: ${error.message}`],
  );
  const result = await timed('upgrade Liberty to Stein', () =>
    Promise.race([follow(handle, (gate) => approve(stage.command, id, gate)), ...workers]),
  ).finally(() => over.abort());
  const { report, folder } = readReport(result.run);
  console.log(printReport(report));
  console.log(`The report: ${folder}/report.html`);
  const after = await seeGuests(computes);
  for (const line of describeReal(before, after)) console.log(line);
  return [...judge({ report, before, after, tolerateLoss: options.noSeed }), ...(await newcomer)];
}

async function clean(): Promise<void> {
  await clearStage();
  await labDown();
}

/** `npm run demo`: from nothing to an upgraded cluster, with the proof. Ends with 0 only if everything holds. */
async function main(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv);
  const begin = performance.now();
  try {
    const reasons = await upgrade(options);
    const seconds = ((performance.now() - begin) / 1000).toFixed(0);
    if (reasons.length === 0) console.log(`\nThe demo is green after ${seconds} s.`);
    else console.error(`\nThe demo failed:\n${reasons.map((reason) => `- ${reason}`).join('\n')}`);
    return reasons.length === 0 ? 0 : 1;
  } finally {
    if (options.keep)
      console.log('Kept running: npx stackleap lab status. The next demo, or `npx stackleap lab down`, ends it.');
    else await clean();
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void clean().finally(() => process.exit(130)));

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const causes: string[] = [];
    for (let cause = error; cause instanceof Error; cause = cause.cause) causes.push(cause.message);
    console.error(`The demo failed: ${causes.join('\n  because: ')}`);
    process.exit(1);
  },
);
