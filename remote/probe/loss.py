# -*- coding: utf-8 -*-
"""What fping lost: reads its logs (fping -l -D) and prints JSON, one object a line for each target, as soon as it is read.

usage: loss.py FOLDER SINCE INTERVAL_MS TIMEOUT_MS NAME...      Python 2.7 and 3

FOLDER/NAME.log is the log of the target NAME. Only requests sent at or after SINCE (seconds since the epoch, 0 for all) count;
those that may still be answered do not count yet. Each object has the keys name, sent, lost, longestRun (requests lost in a
row), longestGapMs (the longest time between two answers beyond the interval, less the time in which nothing was asked; 0 when
nothing was lost), totalGapMs (the sum of all gaps), gaps (the longest of them in the order of time, each with start, end, in
seconds since the epoch, ms, and lost) and lastSeconds (when the log was last written to; 0 for an empty one).
"""
import io
import json
import os
import re
import sys

# a target that loses every other request must not fill the report
MOST_GAPS = 50
# a prober that has sent nothing for so many intervals has paused: of that time it knows nothing
PAUSE = 5
# bytes that are sooner read than searched
CLOSE = 4096
# bytes that are read at once: a log of days need not fit into memory
PIECE = 1 << 20
TIMED_OUT = b'timed out'
ANSWER = re.compile(br'^\[(\d+\.\d+)\] \S+ : \[\d+\], (timed out|\d+ bytes)', re.MULTILINE)


def skip_to(log, second):
    """Goes to a line shortly before what was logged at a second: the logs of a long run are too long to be read every second."""
    low, high = 0, os.fstat(log.fileno()).st_size
    while high - low > CLOSE:
        middle = (low + high) // 2
        log.seek(middle)
        log.readline()
        match = ANSWER.match(log.readline())
        if match and float(match.group(1)) < second:
            low = middle
        else:
            high = middle
    log.seek(low)
    if low:
        log.readline()


def pieces(log):
    """What is left of a log, in pieces of whole lines."""
    rest = b''
    for piece in iter(lambda: log.read(PIECE), b''):
        lines, _, rest = (rest + piece).rpartition(b'\n')
        yield lines
    yield rest


def outcomes(path, since, timeout):
    """Lists (second, lost) in the order in which the requests were sent; fping starts numbering again when it is restarted."""
    found = []
    if os.path.exists(path):
        with io.open(path, 'rb') as log:
            skip_to(log, since)
            for lines in pieces(log):
                # a time-out is logged when it is over: the request was sent before
                found.extend(
                    (float(second) - (timeout if told == TIMED_OUT else 0), told == TIMED_OUT)
                    for second, told in ANSWER.findall(lines))
    return sorted(found)


def gaps_of(requests, interval):
    """Lists (start, end, lost, length) of every run of lost requests, from when an answer was due to the next answer."""
    gaps = []
    run = 0
    paused = 0.0
    last_answer = last = None

    def close(end):
        # before the first answer, the time without any is known by its requests only
        start = min(last_answer + interval if last_answer is not None else end - run * interval, end)
        # a prober that wakes up tells at once what it has lost: the requests themselves are sure
        gaps.append((start, end, run, min(end - start, max(run * interval, end - start - paused))))

    for second, timed_out in requests:
        if last is not None and second - last > PAUSE * interval:
            paused += second - last - interval
        last = second
        if timed_out:
            run += 1
            continue
        if run:
            close(second)
        run = 0
        paused = 0.0
        last_answer = second
    if run:
        close(last + interval)
    return gaps


def loss(name, requests, interval):
    gaps = gaps_of(requests, interval)
    lengths = [length for _, _, _, length in gaps]
    longest = sorted(gaps, key=lambda gap: -gap[3])[:MOST_GAPS]
    return {
        'name': name,
        'sent': len(requests),
        'lost': sum(lost for _, _, lost, _ in gaps),
        'longestRun': max([lost for _, _, lost, _ in gaps] or [0]),
        'longestGapMs': int(round(max(lengths or [0]) * 1000)),
        'totalGapMs': int(round(sum(lengths) * 1000)),
        'gaps': [
            {'start': start, 'end': end, 'ms': int(round(length * 1000)), 'lost': lost}
            for start, end, lost, length in sorted(longest)],
        'lastSeconds': requests[-1][0] if requests else 0,
    }


def main(folder, since, interval_ms, timeout_ms, *names):
    since, interval, timeout = float(since), float(interval_ms) / 1000, float(timeout_ms) / 1000
    for name in names:
        requests = outcomes(os.path.join(folder, name + '.log'), since, timeout)
        print(json.dumps(loss(name, [one for one in requests if one[0] >= since], interval)))
        # whoever waits sees that it goes on
        sys.stdout.flush()


if __name__ == '__main__':
    main(*sys.argv[1:])
