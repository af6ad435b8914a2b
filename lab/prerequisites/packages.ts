/** What the lab takes from Debian on this machine; everything else lives inside its own layers. */
export const DEBIAN_PACKAGES = [
  'ca-certificates',
  'debootstrap',
  'e2fsprogs',
  'iproute2',
  'iputils-ping',
  'mount',
  'openssh-client',
  'procps',
  'python3',
  'systemd-container',
] as const;
