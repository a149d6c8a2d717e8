#!/usr/bin/env python3
"""A chat-private server written by hand: one thread reads a connection, another one writes to it.

It is deliberately no stronger than the protocol asks (fifo, each send atomic on its own): a broadcast
copies the list of members under the lock and sends outside it, so that another's text may reach a
newcomer before its own welcome, and two members may see two senders in different orders.

`--fault NAME` breaks it in one place; `--list-faults` says where.
"""

import argparse
import collections
import json
import os
import random
import re
import select
import signal
import socket
import sys
import threading
import time

CHUNK = 1024
UNSENT_LIMIT = 8 * 1024 * 1024  # bytes that a reader may leave unread here before it is dropped
FLUSH_SECONDS = 15  # for what a leaver was sent to be written
LINGER_SECONDS = 5  # for the leaver to close its side: closing over unread input would reset the connection

PLAIN = re.compile(r'[A-Za-z][A-Za-z0-9]{0,15}')
NAME = re.compile(r'[^ \r\n]+')
WHISPER = re.compile(r'\\w ([^ \r\n]+) (.+)', re.DOTALL)

# name, clause, what, needs
FAULTS = [
    ('name-request-with-newline', 'connect', 'NAME is sent with a newline', 'sequential'),
    ('silent-connection-blocks-accept', 'connect', 'the name is awaited in the accept loop', 'timing'),
    ('rst-before-name-stops-accept', 'suite/survival', 'a reset before the name ends the accept loop', 'sequential'),
    ('name-within-half-a-second', 'connect', 'who has not said a name within half a second is dropped', 'timing'),
    ('room-for-64', 'connect', 'who comes when 64 are connected is not answered', 'sequential'),
    ('50-resets-stop-accept', 'suite/survival', 'each reset before the name costs a place, of which there are 50', 'sequential'),
    ('admin-refused', 'Naming/Login/plain', 'some names are kept for others', 'sequential'),
    ('fin-before-name-joins', 'Naming/disconnect', 'the end before a name is taken for an empty name', 'sequential'),
    ('invalid-utf8-name-stops-accept', 'suite/survival', 'a name of invalid UTF-8 ends the accept loop', 'sequential'),
    ('welcome-wrong-text', 'Naming/Login/plain', 'the comma of the welcome is missing', 'sequential'),
    ('welcome-without-newline', 'Naming/Login/plain', 'the newline of the welcome is missing', 'sequential'),
    ('joined-without-newline', 'Naming/Login/plain', 'the newline of the join notice is missing', 'sequential'),
    ('joined-before-welcome', 'Naming/Login/plain', 'the newcomer hears its notice before its welcome', 'sequential'),
    ('joined-not-to-self', 'Naming/Login/plain', 'the newcomer does not hear its own join notice', 'sequential'),
    ('joined-not-to-others', 'Naming/Login/plain', 'only the newcomer hears its join notice', 'sequential'),
    ('joined-twice', 'Naming/Login/plain', 'the join notice is sent twice', 'sequential'),
    ('echo-missing', 'Chatting/Say', 'the sender does not receive its own text', 'sequential'),
    ('echo-twice', 'Chatting/Say', 'the sender receives its own text twice', 'sequential'),
    ('text-trimmed', 'Chatting/Say', 'blanks and newlines around a text are removed', 'sequential'),
    ('first-message-lost', 'Chatting/Say', 'the first text of each user is lost', 'sequential'),
    ('newline-lost', 'Chatting/Say', 'a text of nothing but a newline is ignored', 'sequential'),
    ('exit-quits', 'Chatting/Say', '`exit` is taken for QUIT', 'sequential'),
    ('reads-half', 'Chatting/Say', 'reads 512 bytes at a time: a longer message becomes two', 'sequential'),
    ('quit-with-space-quits', 'Chatting/Say', '`QUIT ` and `QUIT` with a newline are taken for QUIT', 'sequential'),
    ('fifo-broken', 'Chatting/Say', 'every delivery waits a random time of its own', 'concurrent'),
    ('members-unlocked', 'Chatting/Say', 'walks the live list: who leaves meanwhile makes it skip another', 'concurrent'),
    ('slow-reader-blocks-all', 'Chatting/Say', 'sends from the reader\'s thread: a stalled reader stops the senders', 'timing'),
    ('whisper-to-everyone', 'Chatting/Whisper/when', 'a private message goes to everyone', 'sequential'),
    ('whisper-also-to-sender', 'Chatting/Whisper/when', 'the sender gets a copy of its private message', 'sequential'),
    ('whisper-to-last', 'Chatting/Whisper/when', 'goes to the last user of that name, not the first', 'sequential'),
    ('whisper-cut-at-space', 'Chatting/Whisper/when', 'only the first word of a private message arrives', 'sequential'),
    ('whisper-trimmed', 'Chatting/Whisper/when', 'blanks around a private text are removed', 'sequential'),
    ('wrong-member-after-leave', 'Chatting/Whisper/when', 'names shift against members when one in the middle leaves',
     'sequential'),
    ('whisper-stale-index', 'Chatting/Whisper/when', 'a leave between look-up and send makes it reach another',
     'concurrent'),
    ('not-found-to-everyone', 'Chatting/Whisper/else', 'everyone is told that the user was not found', 'sequential'),
    ('not-found-not-told', 'Chatting/Whisper/else', 'nobody is told that the user was not found', 'sequential'),
    ('not-found-double-quotes', 'Chatting/Whisper/else', 'the name stands in double quotes, as in Fig. 7', 'sequential'),
    ('bad-whisper-public', 'Chatting/BadWhisper', 'what begins with \\w and is no private message is said to everyone',
     'sequential'),
    ('quit-as-text', 'Chatting/Quit', 'QUIT is said to everyone and nobody leaves', 'sequential'),
    ('quit-no-left', 'Chatting/Quit', 'the others are not told of a QUIT', 'sequential'),
    ('quit-keeps-name', 'Chatting/Whisper', 'the name stays in the chat after QUIT', 'sequential'),
    ('quit-does-not-close', 'Chatting/Quit', 'the connection stays open after QUIT', 'sequential'),
    ('quit-left-twice', 'Chatting/Quit', 'the left notice is sent twice after QUIT', 'sequential'),
    ('fin-no-left', 'Chatting/disconnect', 'no left notice after a FIN', 'sequential'),
    ('rst-no-left', 'Chatting/disconnect', 'no left notice after an RST', 'sequential'),
    ('fin-keeps-name', 'Chatting/Whisper', 'the name stays in the chat after a FIN', 'sequential'),
    ('rst-keeps-name', 'Chatting/Whisper', 'the name stays in the chat after an RST', 'sequential'),
    ('fin-left-twice', 'Chatting/disconnect', 'the left notice is sent twice after a FIN', 'sequential'),
    ('half-close-ignored', 'Chatting/disconnect', 'a FIN is not noticed at all', 'sequential'),
    ('invalid-utf8-kills-server', 'suite/survival', 'invalid UTF-8 ends the process', 'sequential'),
]

FAULT = ''
SCATTER = False
LATE = 0


def broken(name):
    return FAULT == name


def decode(data):
    """The text of a chunk; None when it is not UTF-8."""
    try:
        return data.decode('utf-8')
    except UnicodeDecodeError:
        return None


class Chat:
    """The members, in the order of their joins. `names` runs beside `members`."""

    def __init__(self, refuses, takes_all):
        self.refuses = refuses  # whether a name that is not plain, or taken, is refused: the server's choice
        self.takes_all = takes_all  # whether any text is a name, one with blanks and line ends, too: so is that
        self.lock = threading.Lock()
        self.members = []
        self.names = []

    def join(self, member, name):
        """False when the name is refused: looked up and taken in one go, or two could get it."""
        with self.lock:
            if not (self.takes_all and name) and not NAME.fullmatch(name) and not broken('fin-before-name-joins'):
                return False
            if self.refuses and (name in self.names or not PLAIN.fullmatch(name)):
                return False
            member.name = name
            self.members.append(member)
            self.names.append(name)
            return True

    def leave(self, member):
        with self.lock:
            at = self.members.index(member)
            del self.members[at]
            del self.names[-1 if broken('wrong-member-after-leave') else at]

    def find(self, name):
        with self.lock:
            places = [at for at, other in enumerate(self.names) if other == name]
            if not places:
                return None
            place = places[-1 if broken('whisper-to-last') else 0]
            if not broken('whisper-stale-index'):
                return self.members[place]
        time.sleep(0.005)
        return self.members[place] if place < len(self.members) else None

    def send_all(self, text, but=None):
        if broken('members-unlocked'):
            for member in self.members:
                time.sleep(0.002)
                member.send(text)
            return
        with self.lock:
            members = list(self.members)
        if SCATTER:
            random.shuffle(members)
        for member in members:
            if SCATTER and random.random() < 0.3:
                time.sleep(random.random() * 0.003)
            if member is but:
                continue
            if broken('fifo-broken'):
                threading.Timer(random.random() * 0.02, member.send, (text,)).start()
            else:
                member.send(text)


class Connection:
    def __init__(self, server, sock):
        self.server = server
        self.chat = server.chat
        self.sock = sock
        self.name = ''
        self.cut = None  # how the peer's side ended: 'fin' or 'rst'
        self.heard = threading.Event()  # something, or the end, has come of it
        self.loses_next = broken('first-message-lost')
        self.unsent = collections.deque()
        self.unsent_bytes = 0
        self.ending = False  # nothing more is taken for this connection
        self.changed = threading.Condition()
        self.writer = threading.Thread(target=self.write_unsent, daemon=True)

    # Writing: senders only queue, so that nobody waits for a slow reader.

    def send(self, text):
        data = text.encode('utf-8')
        if broken('slow-reader-blocks-all'):
            try:
                self.sock.sendall(data)
            except OSError:
                pass
            return
        with self.changed:
            if self.ending:
                return
            self.unsent.append(data)
            self.unsent_bytes += len(data)
            stalled = self.unsent_bytes > UNSENT_LIMIT
            if stalled:
                self.unsent.clear()
                self.ending = True
            self.changed.notify()
        if stalled:
            self.shut(socket.SHUT_RDWR)  # its reading thread sees the end and leaves for it

    def write_unsent(self):
        while True:
            with self.changed:
                while not self.unsent and not self.ending:
                    self.changed.wait()
                if not self.unsent:
                    break
                data = self.unsent.popleft()
                self.unsent_bytes -= len(data)
            try:
                self.sock.sendall(data)
            except OSError:
                # The reading thread decides about the departure: only so is it seen exactly once.
                with self.changed:
                    self.ending = True
                    self.unsent.clear()
        self.shut(socket.SHUT_WR)

    def shut(self, how):
        try:
            self.sock.shutdown(how)
        except OSError:
            pass

    # Reading.

    def receive(self):
        """One recv is one message; None when the peer's side has ended."""
        try:
            data = self.sock.recv(CHUNK // 2 if broken('reads-half') else CHUNK)
        except OSError:
            self.cut = 'rst'
            return None
        if data:
            return data
        self.cut = 'fin'
        return None

    def run(self):
        try:
            if self.name or self.log_in():
                self.talk()
        finally:
            self.end()

    def log_in(self):
        self.send('NAME\n' if broken('name-request-with-newline') else 'NAME')
        if broken('name-within-half-a-second'):
            self.sock.settimeout(0.5)
        while True:
            data = self.receive()
            if data is None and self.cut == 'rst':
                self.server.resets += 1
                if broken('rst-before-name-stops-accept') or broken('50-resets-stop-accept') and self.server.resets == 50:
                    self.server.stopped = True
            self.heard.set()
            if data is None:
                if self.cut == 'fin' and broken('fin-before-name-joins'):
                    data = b''
                else:
                    return False
            name = decode(data)
            if name is None and broken('invalid-utf8-name-stops-accept'):
                self.server.stopped = True
            if broken('admin-refused') and name in ('admin', 'root', 'server'):
                name = None
            if name is not None and self.chat.join(self, name):
                self.sock.settimeout(None)
                self.welcome()
                return True
            self.send('NAME')

    def welcome(self):
        comma = '' if broken('welcome-wrong-text') else ','
        end = '' if broken('welcome-without-newline') else '\n'
        welcome = f'Welcome to the chat{comma} {self.name}!{end}'
        joined = f'{self.name} has joined the chat.' + ('' if broken('joined-without-newline') else '\n')
        if not broken('joined-before-welcome'):
            self.send(welcome)
        if broken('joined-not-to-others'):
            self.send(joined)
        else:
            self.chat.send_all(joined, but=self if broken('joined-not-to-self') else None)
        if broken('joined-twice'):
            self.chat.send_all(joined)
        if broken('joined-before-welcome'):
            self.send(welcome)

    def talk(self):
        while (data := self.receive()) is not None:
            text = decode(data)
            if text is None:
                # Not in the document: ignored.
                if broken('invalid-utf8-kills-server'):
                    os._exit(1)
                continue
            word = text.rstrip() if broken('quit-with-space-quits') else text
            if word == 'exit' and broken('exit-quits'):
                word = 'QUIT'
            if word == 'QUIT' and not broken('quit-as-text'):
                self.quit()
                return
            if text.startswith('\\w'):
                self.whisper(text)
            else:
                self.say(text)
        self.disconnect()

    def say(self, text):
        if self.loses_next:
            self.loses_next = False
            return
        if broken('newline-lost') and text == '\n':
            return
        if broken('text-trimmed'):
            text = text.strip()
        said = f'{self.name}: {text}'
        self.chat.send_all(said, but=self if broken('echo-missing') else None)
        if broken('echo-twice'):
            self.send(said)

    def whisper(self, message):
        match = WHISPER.fullmatch(message)
        if match is None:
            # Not in the document: ignored, as the published server does.
            if broken('bad-whisper-public'):
                self.say(message)
            return
        to, text = match.groups()
        if broken('whisper-cut-at-space'):
            text = text.split(' ')[0]
        if broken('whisper-trimmed'):
            text = text.strip()
        addressee = self.chat.find(to)
        if addressee is None:
            quote = '"' if broken('not-found-double-quotes') else "'"
            not_found = f'User {quote}{to}{quote} not found.'
            if broken('not-found-to-everyone'):
                self.chat.send_all(not_found)
            elif not broken('not-found-not-told'):
                self.send(not_found)
            return
        private = f'priv({self.name}): {text}'
        if broken('whisper-to-everyone'):
            self.chat.send_all(private)
            return
        addressee.send(private)
        if broken('whisper-also-to-sender') and addressee is not self:
            self.send(private)

    # Leaving: first out of the chat (the name is free), then the end, then the others are told.

    def quit(self):
        if not broken('quit-keeps-name'):
            self.chat.leave(self)
        if not broken('quit-does-not-close'):
            self.finish()
        self.linger()
        if not broken('quit-no-left'):
            self.chat.send_all(f'{self.name} has left the chat.\n')
        if broken('quit-left-twice'):
            self.chat.send_all(f'{self.name} has left the chat.\n')
        if broken('quit-does-not-close'):
            while self.receive() is not None:
                pass

    def disconnect(self):
        fin = self.cut == 'fin'
        if broken('half-close-ignored') and fin:
            threading.Event().wait()
        if not broken('fin-keeps-name' if fin else 'rst-keeps-name'):
            self.chat.leave(self)
        self.finish()
        self.linger()
        if not broken('fin-no-left' if fin else 'rst-no-left'):
            self.chat.send_all(f'{self.name} has left the chat.\n')
        if broken('fin-left-twice') and fin:
            self.chat.send_all(f'{self.name} has left the chat.\n')

    def linger(self):
        if LATE:
            time.sleep(random.uniform(0, LATE / 1000))

    def finish(self):
        """What was sent so far is written, then our side ends."""
        with self.changed:
            self.ending = True
            self.changed.notify()

    def end(self):
        self.finish()
        self.writer.join(FLUSH_SECONDS)
        if self.cut is None:
            self.discard_input()
        self.shut(socket.SHUT_RDWR)
        self.sock.close()
        self.server.places.release()

    def discard_input(self):
        deadline = time.monotonic() + LINGER_SECONDS
        poll = select.poll()
        poll.register(self.sock, select.POLLIN)
        try:
            while (left := deadline - time.monotonic()) > 0 and poll.poll(left * 1000):
                if not self.sock.recv(65536):
                    return
        except OSError:
            return


class Server:
    def __init__(self, host, port, refuses, takes_all, nagle):
        self.chat = Chat(refuses, takes_all)
        self.nagle = nagle  # whether small writes wait for acknowledgements, as where nothing is said of it
        self.stopped = False  # set by faults only: connections are still accepted, by the system, and not served
        self.resets = 0  # before a name
        self.places = threading.Semaphore(64)
        self.unserved = []
        self.listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind((host, port))
        self.listener.listen(256)

    def serve(self):
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:  # aborted before it was accepted, or no descriptor left: others may still come
                time.sleep(0.01)
                continue
            if self.stopped or broken('room-for-64') and not self.places.acquire(blocking=False):
                self.unserved.append(sock)
                continue
            try:
                if not self.nagle:
                    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError:
                sock.close()
                continue
            connection = Connection(self, sock)
            connection.writer.start()
            if broken('silent-connection-blocks-accept') and not connection.log_in():
                connection.end()
                continue
            threading.Thread(target=connection.run, daemon=True).start()
            if broken('rst-before-name-stops-accept'):
                # Else who comes right behind a reset may be served before it has been noticed.
                connection.heard.wait(1)


def exit_on_sigterm():
    signal.sigwait({signal.SIGTERM})
    os._exit(0)  # the system closes every connection


def main():
    global FAULT, SCATTER, LATE
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument('--host', default='127.0.0.1')
    options.add_argument('--port', type=int, default=0)
    options.add_argument('--fault', default='', choices=['', *(name for name, *_ in FAULTS)], metavar='NAME')
    options.add_argument('--list-faults', action='store_true')
    options.add_argument('--scatter', action='store_true', help='recipients in random order, with pauses between')
    options.add_argument('--refuse-names', action='store_true', help='refuse names that are not plain or not free')
    options.add_argument('--take-all-names', action='store_true', help='take any text for a name')
    options.add_argument('--late', nargs='?', type=int, const=30, default=0, metavar='MS',
                         help='tell of who has gone up to so many milliseconds after their connection has ended, 30 unless given')
    options.add_argument('--nagle', action='store_true', help="leave Nagle's algorithm on")
    chosen = options.parse_args()
    if chosen.list_faults:
        keys = ('name', 'clause', 'what', 'needs')
        print(json.dumps([dict(zip(keys, (name, f'chat-private/{clause}', what, needs)))
                          for name, clause, what, needs in FAULTS], indent=2))
        return
    FAULT = chosen.fault
    SCATTER = chosen.scatter
    LATE = chosen.late
    # Awaited in a thread of its own: a Python handler runs in the main thread only, and a signal that
    # comes just before `accept` begins does not interrupt it.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    threading.stack_size(256 * 1024)
    threading.Thread(target=exit_on_sigterm, daemon=True).start()
    server = Server(chosen.host, chosen.port, chosen.refuse_names, chosen.take_all_names, chosen.nagle)
    host, port = server.listener.getsockname()
    print(f'listening {host}:{port}', flush=True)
    try:
        server.serve()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == '__main__':
    main()
