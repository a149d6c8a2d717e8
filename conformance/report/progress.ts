import { createLogUpdate } from 'log-update';
import type { RunEvent } from '../engine/events.js';
import { wrappedProse } from './cells.js';
import type { Screen } from './colour.js';

/** How often the line is drawn on a terminal, and how often it is written where lines stay. */
const DRAW_MS = 100;
const TELL_MS = 15_000;

/** A line that is written over itself on a terminal; anywhere else a line now and then, so that a long run is seen to go on. */
export class Progress {
  /** Undefined: nothing can be written over. */
  private readonly update: ReturnType<typeof createLogUpdate> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private started = 0;
  private protocol = '';
  private cases = 0;
  private done = 0;
  private failures = 0;
  private family = '';
  private doing = '';

  constructor(private readonly stream: NodeJS.WriteStream & Screen) {
    if (!stream.isTTY || process.env['TERM'] === 'dumb') return;
    this.update = createLogUpdate(stream, { showCursor: true });
  }

  /** Hears what happens in a run. */
  hear(event: RunEvent): void {
    switch (event.kind) {
      case 'start':
        this.begin(event.model.name, event.cases);
        break;
      case 'case-start':
        this.family = event.family;
        this.doing = '';
        break;
      case 'case-end':
        this.done += 1;
        break;
      case 'confirming':
        this.doing = `${event.doing === 'replay' ? 'confirms' : 'shrinks'} ${event.id}`;
        break;
      case 'failure':
        this.failures += 1;
        break;
      case 'end':
        this.stop();
        break;
    }
  }

  /** Takes the line away; safe to call twice. */
  stop(): void {
    if (this.timer === undefined) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.update?.clear();
  }

  private begin(protocol: string, cases: number): void {
    this.stop();
    Object.assign(this, { protocol, cases, done: 0, failures: 0, family: '', doing: '', started: performance.now() });
    // Drawn by the clock and not by the events, of which there can be thousands a second.
    const { update } = this;
    this.timer =
      update === undefined
        ? setInterval(() => this.stream.write(`${this.line()}\n`), TELL_MS)
        : setInterval(() => update(this.line()), DRAW_MS);
    this.timer.unref();
  }

  private line(): string {
    const seconds = (performance.now() - this.started) / 1000;
    const parts = [
      `${this.protocol}: ${this.done}/${Math.max(this.cases, this.done)} cases`,
      this.family,
      ...(this.failures === 0 ? [] : [`${this.failures} failed`]),
      `${seconds.toFixed(1)} s`,
      this.doing,
    ];
    const text = parts.filter((part) => part !== '').join(', ');
    return wrappedProse(text, Math.max(1, (this.stream.columns || 80) - 1))[0] ?? '';
  }
}
