"""Measures every method of /guest/order.json `changes` times and writes /guest/results.json after each one."""
import json
import platform
import subprocess
import sys
import time
import traceback

import switch
from loss import Loss
from methods import METHODS

PING_MS = 10


def measure(method):
    switch.liberty()
    began = time.time()
    loss = Loss(PING_MS)
    time.sleep(1)
    told = METHODS[method]()
    time.sleep(1)
    return dict(loss.ended(), told=told, seconds=round(time.time() - began, 1))


def main():
    with open('/guest/order.json') as file:
        order = json.load(file)
    switch.start()
    version = switch.run('ovs-vswitchd --version').splitlines()[0]
    results = {'kernel': platform.release(), 'openvswitch': version, 'methods': {}}
    for number in range(order['changes']):
        for method in order['methods']:
            results['methods'].setdefault(method, []).append(measure(method))
            print(method, number, results['methods'][method][-1])
            sys.stdout.flush()
            with open('/guest/results.json', 'w') as file:
                json.dump(results, file)
    results['complete'] = True
    with open('/guest/results.json', 'w') as file:
        json.dump(results, file)


try:
    main()
except Exception:
    print(subprocess.run(['dmesg'], stdout=subprocess.PIPE).stdout.decode()[-2000:])
    traceback.print_exc(file=sys.stdout)
