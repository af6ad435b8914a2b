# -*- coding: utf-8 -*-
"""How evenly a prober worked: reads logs of targets that nothing disturbs (fping -l -D) and prints JSON, one object a target.

usage: pace.py FOLDER NAME...      Python 2.7 and 3

FOLDER/NAME.log is the log of the target NAME. Each object has the keys name, answersPerSecond, p99Ms (the time between two answers
that 99 of 100 pairs stay within) and longestMs (the longest one). A target with less than two answers is left out.
"""
import io
import json
import os
import re
import sys

ANSWER = re.compile(r'^\[(\d+\.\d+)\] \S+ : \[\d+\], \d+ bytes')
# counted by tenths of a millisecond, so that a log of days fits into memory
STEPS_PER_SECOND = 10000


def pace(path):
    counts = {}
    first = last = None
    longest = 0
    with io.open(path, encoding='utf-8', errors='replace') as log:
        for line in log:
            match = ANSWER.match(line)
            if not match:
                continue
            second = float(match.group(1))
            if last is None:
                first = second
            else:
                longest = max(longest, second - last)
                step = int(round((second - last) * STEPS_PER_SECOND))
                counts[step] = counts.get(step, 0) + 1
            last = second
    steps = sum(counts.values())
    if not steps or last <= first:
        return None
    return {
        'answersPerSecond': round(steps / (last - first), 1),
        'p99Ms': round(ranked(counts, steps * 99 // 100) * 1000.0 / STEPS_PER_SECOND, 1),
        'longestMs': round(longest * 1000, 1),
    }


def ranked(counts, rank):
    """The value at a rank, 0 being the smallest."""
    for value in sorted(counts):
        rank -= counts[value]
        if rank < 0:
            return value
    return max(counts)


def main(folder, *names):
    found = []
    for name in names:
        path = os.path.join(folder, name + '.log')
        measured = pace(path) if os.path.exists(path) else None
        if measured:
            found.append(dict(measured, name=name))
    print(json.dumps(found))


if __name__ == '__main__':
    main(*sys.argv[1:])
