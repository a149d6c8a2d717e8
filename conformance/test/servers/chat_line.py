#!/usr/bin/env python3
"""A chat-line server written by hand on asyncio: one thread, one event at a time, hence one order for all.

An overlong line is answered at the limit, before its LF has come.
`--fault NAME` breaks it in one place; `--list-faults` says where.
"""

import argparse
import asyncio
import json
import os
import re
import signal
import unicodedata

LIMIT = 1024  # bytes of a line, its LF included
UNSENT_LIMIT = 8 * 1024 * 1024  # bytes that a reader may leave unread here before it is dropped
FLUSH_SECONDS = 30  # for what a leaver was sent to be written
LINGER_SECONDS = 5  # for the leaver to close its side: closing over unread input would reset the connection

# Unicode's property White_Space, spelt out: str.isspace() also takes U+001C..U+001F, other programs' \s U+FEFF.
WHITE_SPACE = ('\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000')
CONTROL = '\u0000-\u001f\u007f-\u009f'  # category Cc
NAME = re.compile(f"[^{WHITE_SPACE}{CONTROL}:()'!\\\\]{{1,32}}")
TEXT = re.compile(f'(?!\\\\)(?:\t|[^{CONTROL}])+')
WHISPER = re.compile(r'\\w ([^ ]*) (.*)', re.DOTALL)  # its parts are judged by NAME and TEXT

# name, clause, what, needs
FAULTS = [
    ('quit-before-login-told', 'Naming/Quit', 'the others hear of a QUIT before login', 'sequential'),
    ('name-quit-accepted', 'Naming/Quit', 'QUIT before login is taken for a name', 'sequential'),
    ('taken-name-accepted', 'Naming/Login/taken', 'a name that somebody has is given again', 'sequential'),
    ('name-request-not-repeated', 'Naming/Login/taken', 'no NAME after a refused name', 'sequential'),
    ('taken-ignores-case', 'Naming/Login/else', 'a name that differs in case only counts as taken', 'sequential'),
    ('name-normalised', 'Naming/Login/else', 'names are normalised to NFC', 'sequential'),
    ('name-length-in-bytes', 'Naming/Login/else', 'a name may have 32 bytes, not 32 code points', 'sequential'),
    ('joined-not-to-self', 'Naming/Login/else', 'the newcomer does not hear its own join notice', 'sequential'),
    ('name-with-colon-accepted', 'Naming/unrecognized', 'a name may hold a colon', 'sequential'),
    ('name-with-space-accepted', 'Naming/unrecognized', 'a name may hold a space', 'sequential'),
    ('name-with-wide-space-accepted', 'Naming/unrecognized', 'only ASCII white space is refused in a name',
     'sequential'),
    ('name-with-control-accepted', 'Naming/unrecognized', 'a name may hold control characters', 'sequential'),
    ('name-trimmed', 'Naming/unrecognized', 'white space around a name is removed', 'sequential'),
    ('name-of-33-accepted', 'Naming/unrecognized', 'a name may have 33 code points', 'sequential'),
    ('overlong-name-message-too-long', 'Naming/overlong', 'an overlong name gets `Message too long.`', 'sequential'),
    ('cr-kept', 'Chatting/Say', 'the CR before the LF is part of the line', 'sequential'),
    ('limit-one-less', 'Chatting/Say', 'a line of 1024 bytes is overlong', 'sequential'),
    ('segment-is-line', 'Chatting/Say', 'lines that arrive together are read as one', 'sequential'),
    ('tab-refused', 'Chatting/Say', 'a TAB makes a text invalid', 'sequential'),
    ('bom-swallowed', 'Chatting/Say', 'U+FEFF at the start of a line is dropped', 'sequential'),
    ('line-separators-split', 'Chatting/Say', 'U+2028 and U+2029 end a line', 'sequential'),
    ('split-character-refused', 'Chatting/Say', 'a character split between two segments is invalid', 'sequential'),
    ('shared-buffer', 'Chatting/Say', 'partial lines of all connections share one buffer', 'sequential'),
    ('order-differs', 'Chatting/Say', 'recipients receive two senders in different orders', 'concurrent'),
    ('whisper-prefix', 'Chatting/Whisper/else', 'goes to the first name that begins so', 'sequential'),
    ('whisper-to-everyone', 'Chatting/Whisper/when', 'a private message goes to everyone', 'sequential'),
    ('not-found-to-everyone', 'Chatting/Whisper/else', 'everyone is told that the user was not found', 'sequential'),
    ('all-crs-dropped', 'Chatting/unrecognized', 'every CR before the LF is dropped, not just one', 'sequential'),
    ('controls-accepted', 'Chatting/unrecognized', 'control characters in a text are let through', 'sequential'),
    ('unknown-command-public', 'Chatting/unrecognized', 'an unknown or malformed \\ command is said to everyone',
     'sequential'),
    ('whisper-to-non-name-not-found', 'Chatting/unrecognized', 'a whisper to what can\'t be a name is `not found`',
     'sequential'),
    ('empty-line-ignored', 'Chatting/unrecognized', 'an empty line is not answered', 'sequential'),
    ('invalid-utf8-replaced', 'Chatting/invalid', 'invalid bytes become U+FFFD and are said to everyone', 'sequential'),
    ('invalid-utf8-kills-server', 'suite/survival', 'invalid UTF-8 ends the process', 'sequential'),
    ('crlf-counts-as-one', 'Chatting/overlong', 'a CR before the LF does not count for the limit', 'sequential'),
    ('limit-one-more', 'Chatting/overlong', 'a line of 1025 bytes is read', 'sequential'),
    ('overlong-answered-twice', 'Chatting/overlong', '`Message too long.` is sent twice', 'sequential'),
    ('overlong-closes', 'Chatting/overlong', 'an overlong line ends the connection', 'sequential'),
    ('overlong-tail-read', 'Chatting/overlong', 'the rest of an overlong line is read as a line', 'sequential'),
    ('line-after-overlong-lost', '', 'the line after an overlong one is dropped too', 'sequential'),
    ('lines-after-quit-count', 'Chatting/Quit', 'what follows QUIT is still answered and said', 'sequential'),
    ('quit-keeps-name', 'Naming/Login', 'the name stays taken after QUIT', 'sequential'),
    ('partial-line-at-end-counts', 'Chatting/disconnect', 'a line without LF counts when the input ends', 'sequential'),
    ('lines-before-end-lost', 'Chatting/Say', 'complete lines just before the end are dropped', 'sequential'),
    ('fin-no-left', 'Chatting/disconnect', 'no left notice after a FIN', 'sequential'),
    ('rst-no-left', 'Chatting/disconnect', 'no left notice after an RST', 'sequential'),
    ('fin-keeps-name', 'Naming/Login', 'the name stays taken after a FIN', 'sequential'),
    ('rst-keeps-name', 'Naming/Login', 'the name stays taken after an RST', 'sequential'),
]

FAULT = ''


def broken(name):
    return FAULT == name


def is_name(text):
    if broken('name-with-colon-accepted'):
        text = text.replace(':', '_')
    if broken('name-with-space-accepted'):
        text = text.replace(' ', '_')
    if broken('name-with-wide-space-accepted'):
        text = re.sub('[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]', '_', text)
    if broken('name-with-control-accepted'):
        text = re.sub(f'[{CONTROL}]', '_', text)
    if broken('name-of-33-accepted') and len(text) == 33:
        text = text[1:]
    if broken('name-length-in-bytes') and len(text.encode('utf-8')) > 32:
        return False
    return NAME.fullmatch(text) is not None and text != 'QUIT'


def is_text(text):
    if broken('tab-refused') and '\t' in text:
        return False
    if broken('controls-accepted'):
        text = re.sub(f'[{CONTROL}]', '_', text)
    return TEXT.fullmatch(text) is not None


def too_long(line):
    """Whether a line, without the LF that has come or must still come, is over the limit."""
    size = len(line) + 1
    if broken('crlf-counts-as-one') and line.endswith(b'\r'):
        size -= 1
    return size > LIMIT + (broken('limit-one-more') - broken('limit-one-less'))


MEMBERS = []  # in the order of their joins


def find(name):
    for member in MEMBERS:
        if member.name == name or (broken('whisper-prefix') and member.name.startswith(name)):
            return member
    return None


def is_taken(name):
    if broken('taken-name-accepted'):
        return False
    if broken('taken-ignores-case'):
        return any(member.name.casefold() == name.casefold() for member in MEMBERS)
    return any(member.name == name for member in MEMBERS)


class Connection(asyncio.Protocol):
    count = 0
    shared = bytearray()

    def __init__(self):
        Connection.count += 1
        self.number = Connection.count
        self.name = None
        self.buffer = Connection.shared if broken('shared-buffer') else bytearray()
        self.skipping = False  # the rest of an overlong line
        self.deaf = False  # a fault's: the next line is lost
        self.ended = False  # nothing more is sent to it, nor read from it

    # What asyncio calls.

    def connection_made(self, transport):
        self.transport = transport
        self.loop = asyncio.get_running_loop()
        self.send('NAME')

    def data_received(self, data):
        if broken('lines-before-end-lost'):
            self.loop.call_later(0.005, self.read, data)
        else:
            self.read(data)

    def eof_received(self):
        # Complete lines have been answered by now; a partial one does not count.
        if broken('partial-line-at-end-counts') and self.buffer and not self.ended:
            self.take_line(bytes(self.buffer))
        self.disconnect('fin')
        self.transport.close()  # once everything is written
        return True

    def connection_lost(self, error):
        self.disconnect('rst')

    # Framing.

    def read(self, data):
        if self.ended:
            return
        if broken('split-character-refused'):
            # As if each segment were decoded on its own: a half at either edge is no UTF-8.
            data = data.decode('utf-8', 'replace').replace('\ufffd', '\udcff').encode('utf-8', 'surrogateescape')
        if broken('line-separators-split'):
            data = data.replace(b'\xe2\x80\xa8', b'\n').replace(b'\xe2\x80\xa9', b'\n')
        self.buffer += data
        while not self.ended:
            end = self.buffer.rfind(b'\n') if broken('segment-is-line') else self.buffer.find(b'\n')
            if self.skipping:
                if end < 0:
                    self.buffer.clear()
                    return
                del self.buffer[:end + 1]
                self.skipping = False
                continue
            line = bytes(self.buffer if end < 0 else self.buffer[:end])
            if too_long(line):
                del self.buffer[:LIMIT if end < 0 else min(LIMIT, end)]  # its LF is still ahead
                self.skipping = not broken('overlong-tail-read')
                self.deaf = broken('line-after-overlong-lost')
                self.take_overlong()
            elif end < 0:
                return
            else:
                del self.buffer[:end + 1]
                if self.deaf:
                    self.deaf = False
                else:
                    self.take_line(line)

    # The session.

    def take_overlong(self):
        if self.name is None:
            self.refuse_name('Message too long.' if broken('overlong-name-message-too-long') else 'Invalid name.')
            return
        self.send('Message too long.')
        if broken('overlong-answered-twice'):
            self.send('Message too long.')
        if broken('overlong-closes'):
            self.quit()

    def take_line(self, line):
        if broken('all-crs-dropped'):
            line = line.rstrip(b'\r')
        elif line.endswith(b'\r') and not broken('cr-kept'):
            line = line[:-1]
        try:
            text = line.decode('utf-8', 'replace' if broken('invalid-utf8-replaced') else 'strict')
        except UnicodeDecodeError:
            if broken('invalid-utf8-kills-server'):
                os._exit(1)
            text = None
        if text is not None and broken('bom-swallowed'):
            text = text.removeprefix('\ufeff')
        if self.name is None:
            self.log_in(text)
        else:
            self.talk(text)

    def log_in(self, name):
        if name is not None and broken('name-trimmed'):
            name = name.strip()
        if name is not None and broken('name-normalised'):
            name = unicodedata.normalize('NFC', name)
        if name == 'QUIT' and not broken('name-quit-accepted'):
            if broken('quit-before-login-told'):
                self.send_all('QUIT has left the chat.')
            self.finish()
        elif name is None or not (is_name(name) or name == 'QUIT'):
            self.refuse_name('Invalid name.')
        elif is_taken(name):
            self.refuse_name(f"Name '{name}' is taken.")
        else:
            self.name = name
            MEMBERS.append(self)
            self.send(f'Welcome to the chat, {name}!')
            self.send_all(f'{name} has joined the chat.', but=self if broken('joined-not-to-self') else None)

    def refuse_name(self, why):
        self.send(why)
        if not broken('name-request-not-repeated'):
            self.send('NAME')

    def talk(self, text):
        if text is None:
            self.send('Invalid message.')
        elif text == 'QUIT':
            self.quit()
        elif text.startswith('\\'):
            self.whisper(text)
        elif is_text(text):
            self.send_all(f'{self.name}: {text}')
        elif text or not broken('empty-line-ignored'):
            self.send('Invalid message.')

    def whisper(self, line):
        match = WHISPER.fullmatch(line)
        to, text = match.groups() if match else ('', '')
        if broken('whisper-to-non-name-not-found') and to and not is_name(to) and is_text(text):
            self.send(f"User '{to}' not found.")
        elif not is_name(to) or not is_text(text):
            if broken('unknown-command-public'):
                self.send_all(f'{self.name}: {line}')
            else:
                self.send('Invalid message.')
        elif (addressee := find(to)) is None:
            if broken('not-found-to-everyone'):
                self.send_all(f"User '{to}' not found.")
            else:
                self.send(f"User '{to}' not found.")
        elif broken('whisper-to-everyone'):
            self.send_all(f'priv({self.name}): {text}')
        else:
            self.send_to(addressee, f'priv({self.name}): {text}')

    def quit(self):
        if not broken('quit-keeps-name') and self in MEMBERS:
            MEMBERS.remove(self)
        if not broken('lines-after-quit-count'):
            self.finish()
        self.send_all(f'{self.name} has left the chat.')
        if broken('lines-after-quit-count'):
            self.loop.call_soon(self.finish)

    def disconnect(self, cut):
        """The peer's side has ended, told by FIN or by RST: the first call counts."""
        if self.ended:
            return
        self.ended = True
        self.loop.call_later(FLUSH_SECONDS, self.transport.abort)
        if self.name is None:
            return
        if not broken(f'{cut}-keeps-name') and self in MEMBERS:
            MEMBERS.remove(self)
        if not broken(f'{cut}-no-left'):
            self.send_all(f'{self.name} has left the chat.')

    def finish(self):
        """Our side ends once everything is written; what still comes is read and dropped."""
        if self.ended:
            return
        self.ended = True
        if not self.transport.is_closing():
            self.transport.write_eof()
        self.loop.call_later(LINGER_SECONDS, self.transport.close)
        self.loop.call_later(FLUSH_SECONDS, self.transport.abort)

    # Sending.

    def send(self, text):
        self.send_to(self, text)

    def send_all(self, text, but=None):
        for member in list(MEMBERS):
            if member is not but:
                self.send_to(member, text)

    def send_to(self, recipient, text):
        if broken('order-differs') and (self.number + recipient.number) % 2 == 1:
            # One delay for each pair: every sender's own messages keep their order.
            self.loop.call_later(0.015, recipient.write, text)
        else:
            recipient.write(text)

    def write(self, text):
        if self.ended or self.transport.is_closing():
            return
        self.transport.write((text + '\n').encode('utf-8'))
        if self.transport.get_write_buffer_size() > UNSENT_LIMIT:
            self.transport.abort()  # connection_lost follows, and tells the others


async def serve(host, port):
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    server = await loop.create_server(Connection, host, port, backlog=256)
    address = server.sockets[0].getsockname()
    print(f'listening {address[0]}:{address[1]}', flush=True)
    await stop.wait()
    server.close()


def main():
    global FAULT
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument('--host', default='127.0.0.1')
    options.add_argument('--port', type=int, default=0)
    options.add_argument('--fault', default='', choices=['', *(name for name, *_ in FAULTS)], metavar='NAME')
    options.add_argument('--list-faults', action='store_true')
    chosen = options.parse_args()
    if chosen.list_faults:
        keys = ('name', 'clause', 'what', 'needs')
        print(json.dumps([dict(zip(keys, (name, f'chat-line/{clause}', what, needs)))
                          for name, clause, what, needs in FAULTS], indent=2))
        return
    FAULT = chosen.fault
    asyncio.run(serve(chosen.host, chosen.port))


if __name__ == '__main__':
    main()
