/** What lab and tests take from Debian on this machine; everything else lives inside the lab's own layers. */
export const DEBIAN_PACKAGES = [
  'ca-certificates',
  'debootstrap',
  'e2fsprogs',
  'iproute2',
  'iputils-ping',
  'mount',
  'openssh-client',
  'openssh-server',
  'procps',
  'python3',
  'sudo',
  'systemd-container',
] as const;
