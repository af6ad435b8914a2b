import { createHmac, randomBytes } from 'node:crypto';
import { entriesOf, isKnownKey, parseKnownHosts } from '../../../connectors/ssh/known-hosts';

const KEY = Buffer.from('the key');
const BASE64 = KEY.toString('base64');

function known(line: string, address: string, port = 22): boolean {
  return isKnownKey(entriesOf(parseKnownHosts(line), address, port), KEY);
}

function hashed(name: string): string {
  const salt = randomBytes(20);
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

it.each([
  [`10.0.0.1,compute1 ssh-ed25519 ${BASE64} a comment`, '10.0.0.1', 22, true],
  [`10.0.0.1,compute1 ssh-ed25519 ${BASE64}`, 'COMPUTE1', 22, true],
  [`10.0.0.1 ssh-ed25519 ${BASE64}`, '10.0.0.11', 22, false],
  [`10.0.0.* ssh-ed25519 ${BASE64}`, '10.0.0.11', 22, true],
  [`10.0.0.*,!10.0.0.11 ssh-ed25519 ${BASE64}`, '10.0.0.11', 22, false],
  [`[10.0.0.1]:2222 ssh-ed25519 ${BASE64}`, '10.0.0.1', 2222, true],
  [`10.0.0.1 ssh-ed25519 ${BASE64}`, '10.0.0.1', 2222, false],
  [`@cert-authority 10.0.0.1 ssh-ed25519 ${BASE64}`, '10.0.0.1', 22, false],
  [`10.0.0.1 ssh-ed25519 ${BASE64}\n@revoked * ssh-ed25519 ${BASE64}`, '10.0.0.1', 22, false],
  [`# 10.0.0.1 ssh-ed25519 ${BASE64}\n\n`, '10.0.0.1', 22, false],
  [`10.0.0.1 ssh-ed25519 ${Buffer.from('another').toString('base64')}`, '10.0.0.1', 22, false],
])('reads as OpenSSH does: %s for %s port %d: %s', (line, address, port, expected) => {
  expect(known(line, address, port)).toBe(expected);
});

it('finds hashed names', () => {
  expect(known(`${hashed('10.0.0.1')} ssh-ed25519 ${BASE64}`, '10.0.0.1')).toBe(true);
  expect(known(`${hashed('[10.0.0.1]:22022')} ssh-ed25519 ${BASE64}`, '10.0.0.1', 22_022)).toBe(true);
  expect(known(`${hashed('10.0.0.2')} ssh-ed25519 ${BASE64}`, '10.0.0.1')).toBe(false);
});
