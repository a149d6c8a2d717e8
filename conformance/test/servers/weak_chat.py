#!/usr/bin/env python3
"""A server for chat-basic and chat-relay that keeps what they promise, and nothing else.

`fifo` orders what one user causes for another: every pair of users has a queue of its own here, and each message in it
comes up to `--delay` milliseconds later. So two members may see two writers in different orders, an answer may overtake
what it answers, and who has gone may be talked of behind who has taken the name. An end is noticed up to `--late`
milliseconds after it, and a name belongs to who has gone until then.
"""

import argparse
import asyncio
import random
import re
import signal

CHUNK = 1024
UNSENT_LIMIT = 8 * 1024 * 1024  # bytes that a reader may leave unread here before it is dropped
TICK = 1e-6  # seconds between two messages of one queue, so that none is due at the same time as the one before

PLAIN = re.compile(r'[A-Za-z][A-Za-z0-9]{0,15}')
OPTIONS = argparse.Namespace()
MEMBERS = []  # in the order of their joins


def decode(data):
    """The text of a chunk; None when it is not UTF-8."""
    try:
        return data.decode('utf-8')
    except UnicodeDecodeError:
        return None


class Connection(asyncio.BufferedProtocol):
    """What is sent goes through the queue from its source to its recipient, the end of a connection through its own."""

    def __init__(self):
        self.loop = asyncio.get_running_loop()
        self.buffer = bytearray(CHUNK)  # one read is one message, and never longer
        self.name = None
        self.due = {}  # source: when the last message of its queue is due
        self.ending = False  # its end stands in its queue: nothing is added to any
        self.cut = False  # the peer's side has ended
        self.lost = False

    # What asyncio calls.

    def connection_made(self, transport):
        self.transport = transport
        if not OPTIONS.relay:
            self.send(self, 'NAME')

    def get_buffer(self, _):
        return self.buffer

    def buffer_updated(self, size):
        if not self.ending:
            self.take(bytes(self.buffer[:size]))

    def eof_received(self):
        self.notice_later()
        return True  # what it is owed is still written

    def connection_lost(self, error):
        self.lost = True
        self.notice_later()

    # The session.

    def take(self, data):
        text = decode(data)
        if self.name is None:
            self.log_in(text)
        elif text is None:
            return  # not in the document: ignored
        elif text in (('q', 'Q') if OPTIONS.relay else ('QUIT',)):
            self.leave()
        else:
            self.send_all(f'{self.name}: {text}', but=self if OPTIONS.relay else None)

    def log_in(self, name):
        # Names that are not plain, or not free, a server need not take. This one shows who sends them the door.
        if name is None or not PLAIN.fullmatch(name) or any(member.name == name for member in MEMBERS):
            self.leave()
            return
        if OPTIONS.relay and name in ('q', 'Q'):
            self.leave()
            return
        self.name = name
        MEMBERS.append(self)
        if OPTIONS.relay:
            self.send(self, 'Bienvenido al chat, pulsa q para salir. ')
        else:
            self.send(self, f'Welcome to the chat, {name}!\n')
            self.send_all(f'{name} has joined the chat.\n')

    def leave(self):
        if not self.ending:
            self.ending = True
            self.queue(self, self.transport.close)
        if self in MEMBERS:
            MEMBERS.remove(self)
            if not OPTIONS.relay:
                self.send_all(f'{self.name} has left the chat.\n')

    def notice_later(self):
        if not self.cut:
            self.cut = True
            self.loop.call_later(random.uniform(0, OPTIONS.late / 1000), self.leave)

    # Sending.

    def send_all(self, text, but=None):
        for member in random.sample(MEMBERS, len(MEMBERS)):
            if member is not but:
                self.send(member, text)

    def send(self, recipient, text):
        if not recipient.ending:
            recipient.queue(self, recipient.write, text.encode('utf-8'))

    def queue(self, source, action, *arguments):
        soonest = self.loop.time() + random.uniform(0, OPTIONS.delay / 1000)
        self.due[source] = max(self.due.get(source, 0) + TICK, soonest)
        self.loop.call_at(self.due[source], action, *arguments)

    def write(self, data):
        if self.lost or self.transport.is_closing():
            return
        self.transport.write(data)
        if self.transport.get_write_buffer_size() > UNSENT_LIMIT:
            self.transport.abort()  # connection_lost follows, and tells the others


async def serve():
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    server = await loop.create_server(Connection, OPTIONS.host, OPTIONS.port, backlog=256)
    address = server.sockets[0].getsockname()
    print(f'listening {address[0]}:{address[1]}', flush=True)
    await stop.wait()
    server.close()


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument('--host', default='127.0.0.1')
    options.add_argument('--port', type=int, default=0)
    options.add_argument('--relay', action='store_true', help='chat-relay; without it chat-basic')
    options.add_argument('--delay', type=float, default=10, metavar='MS', help='of a message, at most')
    options.add_argument('--late', type=float, default=100, metavar='MS', help='until an end is noticed, at most')
    options.parse_args(namespace=OPTIONS)
    asyncio.run(serve())


if __name__ == '__main__':
    main()
