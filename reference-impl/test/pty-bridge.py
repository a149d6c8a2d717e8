"""Runs a command in a pseudoterminal: what is typed comes on standard input, what it draws goes to standard output, and
each line "COLUMNS ROWS" on descriptor 3 is a new size.   python3 pty-bridge.py COLUMNS ROWS COMMAND..."""
import fcntl
import os
import pty
import select
import struct
import sys
import termios


def resize(terminal, columns, rows):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def main():
    child, terminal = pty.fork()
    if child == 0:
        # The size is there before the program can ask for it.
        resize(0, int(sys.argv[1]), int(sys.argv[2]))
        os.execvp(sys.argv[3], sys.argv[3:])
    sources = [0, 3, terminal]
    while terminal in sources:
        for ready in select.select(sources, [], [])[0]:
            try:
                data = os.read(ready, 65536)
            except OSError:  # the program has ended
                data = b""
            if not data:
                sources.remove(ready)
            elif ready == 0:
                os.write(terminal, data)
            elif ready == terminal:
                os.write(1, data)
            else:
                for line in data.decode().splitlines():
                    resize(terminal, *map(int, line.split()))
    status = os.waitpid(child, 0)[1]
    sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)


main()
