import { type Profiler, Session } from 'node:inspector/promises';

/** How many functions were called while `work` ran, callbacks included: the same each time, on a busy machine as on a quiet one. */
export async function countCalls(work: () => unknown): Promise<number> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    await work();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    return result.flatMap(({ functions }) => functions).reduce((sum, { ranges }) => sum + called(ranges), 0);
  } finally {
    session.disconnect();
  }
}

function called([whole]: readonly Profiler.CoverageRange[]): number {
  return whole?.count ?? 0;
}
