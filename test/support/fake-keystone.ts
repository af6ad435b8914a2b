import { fakeOpenStack, type FakeOpenStack } from './fake-openstack';

/** A Keystone of one domain, in which these projects and users are all that there are. */
export function fakeKeystone(ids: Readonly<Record<'projects' | 'users', readonly string[]>>): Promise<FakeOpenStack> {
  const known: Readonly<Record<string, readonly string[]>> = { domains: ['default'], ...ids };
  return fakeOpenStack(({ path }) => {
    const collection = /^\/identity\/v3\/(\w+)/.exec(path)?.[1] ?? '';
    const body = { [collection]: known[collection]?.map((id) => ({ id, name: id })) };
    return { status: collection in known ? 200 : 404, body };
  });
}
