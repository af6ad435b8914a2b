import { definitionSchema } from '../../config/schema';

const { repositories } = definitionSchema.shape.packages.shape;

describe('repositories of cluster.yaml', () => {
  it('are ids or folders of rpms, one or several, with files that hosts get', () => {
    expect(repositories.parse({ from: 'file:///srv/rpms/liberty/', to: ['base', '/srv/rpms/stein'] })).toEqual({
      from: '/srv/rpms/liberty',
      to: 'base,/srv/rpms/stein',
    });
    expect(repositories.parse({ from: 'liberty', to: 'stein', files: ['repos/stein.repo'] }).files).toEqual([
      'repos/stein.repo',
    ]);
  });

  it.each([
    [{ to: 'rpms/stein' }, 'the id of a repository'],
    [{ to: '/srv/../etc' }, 'the absolute path of a folder'],
    [{ to: '/srv/my rpms' }, 'the absolute path of a folder'],
    [{ to: '/srv/a,b' }, 'the absolute path of a folder'],
    [{ to: [] }, ''],
    [{ files: ['stein.txt'] }, 'a file whose name ends in ".repo"'],
    [{ files: ['../stein.repo'] }, 'without ".."'],
  ])('that cannot be are refused: %j', (wrong, message) => {
    const read = repositories.safeParse({ from: 'liberty', to: 'stein', ...wrong });
    expect(read.success).toBe(false);
    expect(JSON.stringify(read.error?.issues)).toContain(JSON.stringify(message).slice(1, -1));
  });
});
