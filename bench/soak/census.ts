import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Where the servers under soak are. */
export interface Started {
  readonly kind: 'started';
  readonly crowd: number;
  readonly suite: number;
}

/** How the process under soak stands. */
export interface Census {
  readonly kind: 'census';
  readonly connections: number;
  /** Connections that the session knows of. */
  readonly known: number;
  /** Members of its groups. */
  readonly members: number;
  /** Bytes in use after a collection, buffers included. */
  readonly memory: number;
  readonly rss: number;
  readonly descriptors: number;
  /** What it has done for the crowd. */
  readonly did: Readonly<Record<string, number>>;
}

/** The process under soak. */
export class SoakServer {
  private readonly child: ChildProcess;
  readonly died: Promise<string>;
  private ended = false;

  constructor(protocol: string) {
    this.child = fork(fileURLToPath(new URL('./server.js', import.meta.url)), [protocol], {
      execArgv: ['--expose-gc'],
    });
    this.died = new Promise((resolve) => {
      this.child.once('exit', (status, signal) => {
        this.ended = true;
        resolve(`the server ended with ${status ?? signal}`);
      });
    });
    process.once('exit', () => this.child.kill('SIGKILL'));
  }

  /** Resolves when it listens. */
  started(): Promise<Started> {
    return this.answer('started');
  }

  /** How it stands once nobody is connected any more. @throws Error when somebody still is after so long. */
  async empty(withinMs: number): Promise<Census> {
    this.child.send('census');
    const late = AbortSignal.timeout(withinMs);
    const tooLate = new Promise<never>((_, reject) => {
      late.addEventListener('abort', () => reject(new Error(`somebody is still connected after ${withinMs} ms`)));
    });
    return Promise.race([this.answer<Census>('census'), tooLate]);
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }

  private answer<Answer extends Started | Census>(kind: Answer['kind']): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.ended) reject(new Error('the server has ended'));
      const heard = (message: unknown): void => {
        const answer = message as Answer;
        if (answer.kind !== kind) return;
        this.child.off('message', heard);
        resolve(answer);
      };
      this.child.on('message', heard);
      void this.died.then((how) => reject(new Error(how)));
    });
  }
}
