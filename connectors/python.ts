/** A shell line that runs what `command` says with `$python`, whatever the machine calls it: hypervisors have Python 3 or 2.7. */
export function withPython(command: string): string {
  return `for python in python3 python2.7 python2 python; do command -v $python >/dev/null && exec $python ${command}; done; echo "no python" >&2; exit 127`;
}
