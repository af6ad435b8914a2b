/** The spec of a package whose second version fails in its scriptlet. */
export const specOf = (version: number): string => `Name: lab-hazard
Version: ${version}
Release: 1
Summary: Its second version has a scriptlet that fails
License: ASL 2.0
BuildArch: noarch
AutoReqProv: no
%description
A package of a test.
%files
%post
exit $(( ${version} - 1 ))
`;

/** Puts a package into a repository. An overlay does not let createrepo put its new folder in the old one's place. */
export const publish = (file: string, repository: string): string =>
  `cp /root/rpms/noarch/${file} /srv/repo/${repository}/; rm -r /srv/repo/${repository}/repodata; createrepo_c -q /srv/repo/${repository}`;
