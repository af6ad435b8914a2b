#!/bin/sh
# Runs a program where the users, sudo's rules and what sudo and sshd write are a test's own. It all ends with the program:
# in a mount and a process namespace of its own. $1: a folder with passwd, shadow, group and sudoers; $2: "no-sudo" or "sudo".
set -eu
folder=$1 sudo=$2
shift 2
mount -t tmpfs -o mode=755 none /run
mkdir -p /run/sshd
mount -t tmpfs none /var/lib/sudo
for file in passwd shadow group sudoers; do mount --bind "$folder/$file" "/etc/$file"; done
mount -t tmpfs -o mode=755 none /etc/sudoers.d
mount -t tmpfs -o mode=755 none /home
while IFS=: read -r user _ uid gid _ home _; do
  case $home in /home/*) mkdir -p "$home/.ssh" && cp "$folder/authorized_keys" "$home/.ssh/" && chown -R "$uid:$gid" "$home" ;; esac
done <"$folder/passwd"
if [ "$sudo" = no-sudo ]; then
  mkdir -p /run/upper /run/work
  mount -t overlay overlay -o lowerdir=/usr/bin,upperdir=/run/upper,workdir=/run/work /usr/bin
  rm /usr/bin/sudo
fi
exec "$@"
