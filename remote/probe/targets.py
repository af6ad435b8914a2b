# -*- coding: utf-8 -*-
"""What the probers of many targets share: the list of targets, and a log for each of them.      Python 2.7 and 3"""
import io
import os
import resource


class TargetList(object):
    """A file with a target a line, the fields with a space between. It is replaced as a whole when targets come or go."""

    def __init__(self, path):
        self.path = path
        self.seen = None

    def changed(self):
        """The fields of every target; None while the file is the same as before."""
        told = os.stat(self.path)
        seen = (told.st_ino, told.st_mtime, told.st_size)
        if seen == self.seen:
            return None
        self.seen = seen
        with io.open(self.path, encoding='utf-8') as lines:
            return [line.split() for line in lines if line.strip()]


class Logs(object):
    """FOLDER/NAME.log for each target: whole lines are appended, those of a target at once."""

    def __init__(self, folder):
        self.folder = folder
        self.lines = {}
        self.files = {}
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        # thousands of targets have as many logs
        most = 65536 if most == resource.RLIM_INFINITY else min(most, 65536)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        self.most_files = most // 2

    def add(self, name, line):
        self.lines.setdefault(name, []).append(line)

    def flush(self):
        for name, lines in self.lines.items():
            os.write(self.file(name), b''.join(lines))
        self.lines = {}

    def file(self, name):
        if name not in self.files:
            if len(self.files) >= self.most_files:
                self.close()
            path = os.path.join(self.folder, name + '.log')
            self.files[name] = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        return self.files[name]

    def close(self):
        for file in self.files.values():
            os.close(file)
        self.files = {}
