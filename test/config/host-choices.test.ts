import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDefinition } from '../../config/parse-definition';
import { projectRoot } from '../../config/project-root';

const LAB = readFileSync(join(projectRoot(), 'clusters/lab/cluster.yaml'), 'utf8').replace(
  /^configuration:\n(?: .*\n)*/m,
  '',
);
const parse = (configuration: string) =>
  parseDefinition(`${LAB}\nconfiguration: ${configuration}\n`, 'cluster.yaml', 'lab').configuration;

describe('configuration in cluster.yaml', () => {
  it('may be left out', () => {
    expect(parseDefinition(LAB, 'cluster.yaml', 'lab').configuration).toEqual({
      ...{ vars: {}, groups: {}, hosts: {}, secrets: {}, files: [] },
    });
  });

  it('takes values, groups, secrets and files', () => {
    expect(
      parse(`{ vars: { pool: vms }, groups: { ceph: { hosts: [compute1] } }, hosts: { compute2: { rack: 2 } },
        secrets: { rabbit: env:RABBIT }, files: [{ template: ceph.conf, path: /etc/ceph/ceph.conf, mode: "0644", groups: [ceph] }] }`),
    ).toMatchObject({
      groups: { ceph: { hosts: ['compute1'], vars: {} } },
      hosts: { compute2: { rack: 2 } },
      files: [{ mode: '0644', owner: null, groups: ['ceph'] }],
    });
  });

  it.each([
    ['{ groups: { ceph: { hosts: [nowhere] } } }', 'nowhere is not among the hypervisors'],
    ['{ hosts: { nowhere: { a: 1 } } }', 'nowhere is not among the hypervisors'],
    ['{ files: [{ template: a, path: /a, groups: [ceph] }] }', 'ceph is not among the groups: there are none'],
    ['{ files: [{ template: a, path: /a }, { template: b, path: /a }] }', 'this path is given twice'],
    ['{ files: [{ template: ../../secret, path: /a }] }', 'a path in the folder templates'],
    ['{ files: [{ template: a, path: etc/a }] }', 'an absolute path'],
    ['{ files: [{ template: a, path: /a, mode: "888" }] }', 'a mode in octal'],
    ['{ files: [{ template: a, path: /a, owner: root }] }', '"user:group"'],
    ['{ secrets: { rabbit: topsecret } }', 'secrets'],
    ['{ vars: { a: [1] } }', 'vars'],
  ])('refuses %s', (configuration, because) => {
    expect(() => parse(configuration)).toThrow(because);
  });
});
