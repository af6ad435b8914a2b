import { parse } from 'yaml';
import { sshSchema } from '../../config/ssh-schema';
import { read } from './sources';

const PAGE = read('docs/operating.md');

test('the example of an access is one', () => {
  const [, block = ''] = /^```yaml\n(ssh:[\s\S]*?)^```$/m.exec(PAGE) ?? [];
  const { ssh } = parse(block) as { ssh: object };
  expect(Object.keys(sshSchema.parse(ssh))).toEqual(expect.arrayContaining(Object.keys(ssh)));
});

test('every key of `ssh` is in the table, and no other', () => {
  const [, table = ''] = /^\| key of `ssh` .*\n\|.*\n((?:\|.*\n)+)/m.exec(PAGE) ?? [];
  const listed = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, key]) => key);
  const known = Object.keys(sshSchema.shape).filter((key) => key !== 'certificate');
  expect(new Set(listed)).toEqual(new Set(known));
});
