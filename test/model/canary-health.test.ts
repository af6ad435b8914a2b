import { type HostHealth, problemsOf } from '../../model/verdict/health';

const WELL: HostHealth = {
  host: 'compute1',
  unasked: [],
  down: [],
  ports: [],
  logs: [{ daemon: 'nova-compute', errors: 0, lines: [] }],
};
const judge = (health: Partial<HostHealth>, logErrors = 0) =>
  problemsOf({ apis: [], hosts: [{ ...WELL, ...health }] }, { logErrors });

describe('the verdict of a canary', () => {
  it('is good where nothing is wrong', () => {
    expect(judge({})).toEqual([]);
  });

  it.each([
    [{ unasked: ['compute1 does not answer'] }, 'compute1 could not be asked: compute1 does not answer'],
    [{ down: ['nova-compute is down'] }, 'compute1: nova-compute is down'],
    [{ ports: ['p1', 'p2'] }, 'compute1: 2 ports of running VMs not ACTIVE: p1, p2'],
    [
      { logs: [{ daemon: 'the agent', errors: 1, lines: ['no bridge'] }] },
      'compute1: 1 error in the log of the agent since its turn: no bridge',
    ],
    [
      { logs: [{ daemon: 'the agent', errors: null, lines: [] }] },
      'compute1: the agent has neither a log nor a journal',
    ],
  ])('is bad for %j', (health, problem) => {
    expect(judge(health)).toEqual([expect.stringContaining(problem)]);
  });

  it('bears as many errors of each daemon as the definition says', () => {
    const logs = ['nova-compute', 'the agent'].map((daemon, i) => ({ daemon, errors: 5 + i, lines: [] }));
    expect(judge({ logs }, 5)).toEqual([expect.stringContaining('6 errors in the log of the agent')]);
  });

  it('tells of the control plane first, and of every host', () => {
    const hosts = ['compute1', 'compute2'].map((host) => ({ ...WELL, host, down: ['nova-compute is down'] }));
    expect(problemsOf({ apis: ['image: GET … 503'], hosts }, { logErrors: 0 })).toEqual([
      'image: GET … 503',
      'compute1: nova-compute is down',
      'compute2: nova-compute is down',
    ]);
  });
});
