import type { Socket } from 'node:net';

/**
 * Resets a connection (RST), and destroys the socket.
 *
 * While a FIN is on its way the operating system's library refuses to reset; Node takes the socket for closed all the same:
 * its descriptor is never given back, and the process can't end. So then the reset waits until the FIN has gone.
 */
export function resetSocket(socket: Socket): void {
  const finishing = socket.writableEnded && !socket.writableFinished && socket.writableLength === 0;
  if (finishing && !socket.destroyed) socket.once('finish', () => socket.resetAndDestroy());
  else socket.resetAndDestroy();
}
