"""python main.py seed|change|count|clear|replace|rewrite <input.json >output.json; see README.md."""
from __future__ import print_function

import json
import sys

import change
import commands


def seed(given):
    for bridge, flows in given['bridges'].items():
        commands.add_flows(bridge, flows)
    return counts(given)


def counts(given):
    return dict((bridge, commands.count_flows(bridge, given['cookie'])) for bridge in given['bridges'])


def clear(given):
    for bridge in given['bridges']:
        commands.delete_flows(bridge, given['cookie'])
    return counts(given)


def replace(given):
    for bridge, flows in given['flows'].items():
        commands.replace_flows(bridge, flows)
    return {}


def rewrite(given):
    for bridge, flows in given['flows'].items():
        commands.rewrite_flows(bridge, flows)
    return {}


def change_all(given):
    return {'changed': [change.change(one['bridge'], one['flows'], one['controller'], one['failMode'])
                        for one in given['changes']]}


COMMANDS = {'seed': seed, 'change': change_all, 'count': counts, 'clear': clear, 'replace': replace,
            'rewrite': rewrite}


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        print('usage: main.py %s' % '|'.join(sorted(COMMANDS)), file=sys.stderr)
        return 2
    try:
        print(json.dumps(COMMANDS[sys.argv[1]](json.load(sys.stdin))))
    except Exception as error:  # whatever it was, the caller reads one sentence and the undo stands in the ledger
        print('%s: %s' % (type(error).__name__, error), file=sys.stderr)
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
