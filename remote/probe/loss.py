# -*- coding: utf-8 -*-
"""What fping lost: reads its logs (fping -l -D) and prints JSON, one object a target.

usage: loss.py FOLDER SINCE INTERVAL_MS TIMEOUT_MS NAME...      Python 2.7 and 3

FOLDER/NAME.log is the log of the target NAME. Only requests sent at or after SINCE (seconds since the epoch, 0 for all) count;
those that may still be answered do not count yet. Each object has the keys name, sent, lost, longestRun (requests lost in a
row), longestGapMs (the longest time between two answers beyond the interval; 0 when nothing was lost) and lastSeconds
(when the log was last written to; 0 for an empty one).
"""
import io
import json
import os
import re
import sys

ANSWER = re.compile(r'^\[(\d+\.\d+)\] \S+ : \[\d+\], (timed out|\d+ bytes)')


def outcomes(path, timeout):
    """Lists (second, lost) in the order in which the requests were sent; fping numbers them anew when it is started again."""
    found = []
    if os.path.exists(path):
        with io.open(path, encoding='utf-8', errors='replace') as log:
            for line in log:
                match = ANSWER.match(line)
                if match:
                    lost = match.group(2) == 'timed out'
                    # a time-out is told when it is over: the request was sent before
                    found.append((float(match.group(1)) - (timeout if lost else 0), lost))
    return sorted(found)


def loss(name, requests, interval):
    sent = lost = run = longest_run = 0
    gap = 0.0
    last_answer = None
    for second, timed_out in requests:
        sent += 1
        if timed_out:
            lost += 1
            run += 1
            longest_run = max(longest_run, run)
            continue
        if run:
            # before the first answer, the time without any is known by its requests only
            silence = second - last_answer if last_answer is not None else (run + 1) * interval
            gap = max(gap, silence - interval)
        run = 0
        last_answer = second
    if run:
        gap = max(gap, run * interval)
    return {
        'name': name,
        'sent': sent,
        'lost': lost,
        'longestRun': longest_run,
        'longestGapMs': int(round(gap * 1000)),
        'lastSeconds': requests[-1][0] if requests else 0,
    }


def main(folder, since, interval_ms, timeout_ms, *names):
    since, interval, timeout = float(since), float(interval_ms) / 1000, float(timeout_ms) / 1000
    result = []
    for name in names:
        requests = outcomes(os.path.join(folder, name + '.log'), timeout)
        result.append(loss(name, [one for one in requests if one[0] >= since], interval))
    print(json.dumps(result))


if __name__ == '__main__':
    main(*sys.argv[1:])
