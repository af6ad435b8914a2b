import type { LabPackage } from './lab-package';

/** `[name after python-, liberty, stein]`; RDO renamed them all from python-X to python2-X. */
const RENAMED: readonly (readonly [name: string, liberty: string, stein: string])[] = [
  ['oslo-concurrency', '2.6.0-1.el7', '3.29.1-1.el7'],
  ['oslo-config', '2:2.4.0-1.el7', '2:6.8.1-1.el7'],
  ['oslo-context', '0.6.0-1.el7', '2.22.1-1.el7'],
  ['oslo-db', '2.6.0-1.el7', '4.45.0-1.el7'],
  ['oslo-i18n', '2.6.0-1.el7', '3.23.1-1.el7'],
  ['oslo-log', '1.10.0-1.el7', '3.42.3-1.el7'],
  ['oslo-messaging', '2.5.0-1.el7', '9.5.0-1.el7'],
  ['oslo-middleware', '2.8.0-1.el7', '3.37.1-1.el7'],
  ['oslo-policy', '0.11.0-1.el7', '2.1.1-1.el7'],
  ['oslo-rootwrap', '2.3.0-1.el7', '5.15.2-1.el7'],
  ['oslo-serialization', '1.9.0-1.el7', '2.28.2-1.el7'],
  ['oslo-service', '0.9.0-1.el7', '1.38.0-1.el7'],
  ['oslo-utils', '2.5.0-1.el7', '3.40.3-1.el7'],
  ['oslo-versionedobjects', '0.10.0-1.el7', '1.35.1-1.el7'],
  ['cinderclient', '1.4.0-1.el7', '4.2.0-1.el7'],
  ['glanceclient', '1:1.1.0-1.el7', '1:2.16.0-1.el7'],
  ['keystoneclient', '1:1.7.2-1.el7', '1:3.19.0-1.el7'],
  ['neutronclient', '3.1.0-1.el7', '6.12.0-1.el7'],
  ['novaclient', '1:2.30.1-1.el7', '1:13.0.0-1.el7'],
  ['os-brick', '0.5.0-1.el7', '2.8.5-1.el7'],
  ['stevedore', '1.8.0-1.el7', '1.30.1-1.el7'],
];

/** OpenStack's Python libraries on a compute host: renamed ones, ones that Stein brought, and one that it dropped. */
export const LIBRARIES: readonly LabPackage[] = [
  ...RENAMED.map(([name, liberty, stein]) => ({
    name: `python-${name}`,
    steinName: `python2-${name}`,
    liberty,
    stein,
  })),
  { name: 'python2-os-vif', stein: '1.15.2-1.el7' },
  { name: 'python2-oslo-privsep', stein: '1.32.1-1.el7' },
  { name: 'python2-ovsdbapp', stein: '0.15.0-1.el7' },
  { name: 'python-cliff-tablib', liberty: '1.1-3.el7' },
];
