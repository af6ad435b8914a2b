import { fileDifferences } from '../../../activities/hosts/configuration/file-differences';
import { printHostFiles } from '../../../cli/print/print-host-files';

const OLD = `# of Liberty
[DEFAULT]
rpc_backend=rabbit
host = compute1
transport_url = rabbit://nova:old%20one@10.0.0.1:5672,nova:other@10.0.0.2:5672/
[keystone_authtoken]
admin_password = s3cret
memcache = on
`;
const NEW = `[keystone_authtoken]
memcache=on
admin_password = s4cret
odd = before-hunter2-after
[DEFAULT]
# as it was
host = compute1
transport_url = rabbit://nova:new@10.0.0.1:5672/
`;

test('what a file says no more and what it will say, by section; no secret is told', () => {
  const told = fileDifferences(OLD, NEW, ['hunter2']);
  expect(told).toEqual([
    '- [DEFAULT] rpc_backend = rabbit',
    '- [DEFAULT] transport_url = rabbit://nova:***@10.0.0.1:5672,nova:***@10.0.0.2:5672/',
    '- [keystone_authtoken] admin_password = ***',
    '+ [keystone_authtoken] admin_password = ***',
    '+ [keystone_authtoken] odd = before-***-after',
    '+ [DEFAULT] transport_url = rabbit://nova:***@10.0.0.1:5672/',
  ]);
  expect(told.join('\n')).not.toMatch(/s3cret|s4cret|hunter2|old%20one|other@|:new@/);
});

test('comments and order are no difference, lines that are there twice are', () => {
  expect(fileDifferences('[a]\nb = 1\nc = 2\n', '# new\n[a]\nc = 2\nb = 1\n', [])).toEqual([]);
  expect(fileDifferences('[a]\nfilter = x\n', '[a]\nfilter = x\nfilter = x\n', [])).toEqual(['+ [a] filter = x']);
});

test('no file is too long to be told of', () => {
  const long = Array.from({ length: 5_000 }, (_, i) => `line ${i}`).join('\n');
  const told = fileDifferences('', long, []);
  expect(told).toHaveLength(201);
  expect(told.at(-1)).toBe('and 4800 more');
});

test('printed, each host has its files', () => {
  const files = [
    { path: '/etc/nova/nova.conf', there: true, lines: ['- [DEFAULT] a = 1'] },
    { path: '/etc/ceph/ceph.conf', there: false, lines: [] },
  ];
  const text = printHostFiles({
    hosts: [
      { host: 'compute1', files },
      { host: 'compute2', files: [] },
    ],
    unread: ['c3: away'],
  });
  expect(text.split('\n').slice(2)).toEqual([
    '  compute1',
    '    /etc/nova/nova.conf',
    '      - [DEFAULT] a = 1',
    '    /etc/ceph/ceph.conf (new)',
    '  compute2: as they will be',
    '  not compared: c3: away',
  ]);
});

const SECRET = 'tellme';

test.each([
  ['an option', `rabbit_pass = ${SECRET}`],
  ['an option that goes on', `db_password =\n    ${SECRET}\n    ${SECRET}\nhost = a`],
  ['a password of several lines', `password = ${SECRET}\n  ${SECRET}`],
  ['JSON', `{ "api_token": "${SECRET}" }`],
  ['YAML', `auth-credential: ${SECRET}`],
  ['an element', `<graphics><password>${SECRET}</password></graphics>`],
  ['words', `requirepass x\nmachine a login b password ${SECRET}`],
  ['a header', `Authorization: Bearer ${SECRET}`],
  ['a private key', `-----BEGIN RSA PRIVATE KEY-----\n${SECRET}\n${SECRET}=\n-----END RSA PRIVATE KEY-----`],
  ['a private key in one line', `key: -----BEGIN PRIVATE KEY-----${SECRET}-----END PRIVATE KEY-----`],
  ['a keyring', `[client.nova]\n\tkey = ${SECRET}==`],
  ['a login without a user', `url = redis://:${SECRET}@10.0.0.1`],
  ['a section', `[${SECRET}]\nhost = a`],
])('%s tells no secret, whether it comes or goes', (_what, text) => {
  const told = [fileDifferences(text, '', [SECRET]), fileDifferences('', text, [SECRET])].flat();
  expect(told.length).toBeGreaterThan(0);
  expect(told.join('\n')).not.toContain(SECRET);
  const byName = text.startsWith('[tellme]')
    ? ''
    : [fileDifferences(text, '', []), fileDifferences('', text, [])].join();
  expect(byName).not.toContain(SECRET);
});

test('what follows a secret is told, and names that only sound like one', () => {
  const text = `admin_password = ${SECRET}\nhost = a\n-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n[pci]\npassthrough_whitelist = b\nbypass = c\n`;
  expect(fileDifferences('', text, [])).toEqual([
    '+ admin_password = ***',
    '+ host = a',
    '+ -----BEGIN PRIVATE KEY-----',
    '+ ***',
    '+ -----END PRIVATE KEY-----',
    '+ [pci] passthrough_whitelist = b',
    '+ [pci] bypass = c',
  ]);
});
