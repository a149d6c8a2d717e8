// A server of chat-basic, as small as it can be, to be started by the suite: basic-server.mjs PORT [FAULT].
import { createServer } from 'node:net';

const [port, fault = ''] = process.argv.slice(2);
const NEWLINE = fault === 'no-newline' ? '' : '\n';
const members = new Map();
let connections = 0;
/** With `haunted`: somebody has ended their connection while others were there, and talks to all newcomers from then on. */
let ghost;

const say = (text) => {
  for (const member of members.keys()) member.write(text);
};

createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
  connections += 1;
  if (fault === 'crash-on-third' && connections === 3) throw new Error('three are too many');
  if (fault === 'crash-on-fourth' && connections === 4) throw new Error('four are too many');
  if (fault === 'mute') return;
  const leave = () => {
    const name = members.get(socket);
    socket.end();
    if (members.delete(socket) && name !== ghost) say(`${name} has left the chat.${NEWLINE}`);
  };
  socket.write('NAME');
  socket.on('error', leave).on('end', () => {
    if (fault === 'haunted' && members.has(socket) && members.size > 1) ghost = members.get(socket);
    leave();
  });
  socket.on('data', (data) => {
    const text = data.toString();
    if (fault === 'crash-on-text' && members.has(socket) && text !== 'QUIT') {
      console.error('Traceback: a text was more than it could bear');
      process.exit(7);
    }
    const enter = () => {
      members.set(socket, text);
      socket.write(`Welcome to the chat, ${text}!\n`);
      if (ghost !== undefined) socket.write(`${ghost}: boo`);
      say(`${text} has joined the chat.${NEWLINE}`);
    };
    if (!members.has(socket)) {
      if (fault !== 'list-in-two-steps') enter();
      else {
        // Who comes in, or leaves, while the list is copied is forgotten.
        const copy = [...members];
        setTimeout(() => {
          members.clear();
          for (const [member, name] of copy) members.set(member, name);
          enter();
        }, 3);
      }
    } else if (text === 'QUIT') leave();
    else if (fault !== 'deaf') {
      const said = `${members.get(socket)}: ${fault === 'loud' ? text.toUpperCase() : text}`;
      if (fault === 'end-overtakes') setTimeout(say, 5, said);
      else say(said);
    }
  });
}).listen(Number(port), '127.0.0.1', () => console.log('listening'));
