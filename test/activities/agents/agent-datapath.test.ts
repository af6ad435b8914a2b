import { datapathProblems } from '../../../activities/agents/readiness/agent-datapath';
import type { Switch } from '../../../model/network/switch';

function switchWith(datapathType: string): Switch {
  return { bridges: [{ name: 'br-int', datapathType }] } as unknown as Switch;
}

test.each([
  ['netdev', ['[ovs]\ndatapath_type = netdev\n']],
  ['', ['[ovs]\n']],
  ['system', ['[ovs]\ndatapath_type = netdev\n', 'datapath_type=system']],
])('a bridge with the datapath %s, and an agent that means the same', (datapath, files) => {
  expect(datapathProblems(files, switchWith(datapath), 'br-int')).toEqual([]);
});

test('an agent that means another datapath would darken every VM', () => {
  expect(datapathProblems(['[ovs]\n#datapath_type = netdev'], switchWith('netdev'), 'br-int')).toEqual([
    expect.stringContaining("the agent's datapath_type is system, and br-int has netdev"),
  ]);
});
