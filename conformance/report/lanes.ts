import type { ConnectionId } from '../../runtime/index.js';
import { type Cell, shortened, textOf, widthOf } from './cells.js';
import type { Row } from './rows.js';

/** Columns to the left of everything: the mark of the fault stands there. */
export const MARGIN = 2;
const SERVER = 'SERVER';
const NARROWEST = 5;
const WIDEST = 12;

/** The lanes of a diagram, and who is connected as it goes down. */
export class Lanes {
  private readonly alive = new Set<ConnectionId>();

  private constructor(
    private readonly connections: readonly ConnectionId[],
    private readonly names: readonly (readonly Cell[])[],
    private readonly spacing: number,
  ) {}

  /** As wide as the names ask for and the room allows; undefined where there is no room for so many. */
  static fit(
    connections: readonly ConnectionId[],
    names: readonly (readonly Cell[])[],
    room: number,
  ): Lanes | undefined {
    const wanted = Math.max(8, ...names.map((name) => widthOf(name) + 2));
    const most = Math.floor((room - MARGIN - 3) / Math.max(1, connections.length));
    if (most < NARROWEST) return undefined;
    return new Lanes(connections, names, Math.min(wanted, most, WIDEST));
  }

  /** Columns up to where the texts begin. */
  get width(): number {
    return this.serverColumn + 3;
  }

  get heading(): string {
    const names = this.names.map((name) => {
      const shown = shortened(name, this.spacing - 1);
      return textOf(shown) + ' '.repeat(this.spacing - widthOf(shown));
    });
    return ' '.repeat(MARGIN) + names.join('') + SERVER;
  }

  /** A line on which nobody does anything. */
  get idle(): string {
    return this.columns().join('');
  }

  /** The line of a row, before its effect on who is connected. */
  arrow(row: Row): string {
    const columns = this.columns();
    const from = this.columnOf(row.connection);
    if (row.kind === 'patience' || row.kind === 'rest') return columns.join('');
    const pattern = row.kind === 'nothing' ? [' ', '-'] : ['-'];
    for (let at = from + 1; at < this.serverColumn; at += 1) columns[at] = pattern[(at - from) % pattern.length] ?? '-';
    columns[from] = row.kind === 'connect' ? 'o' : '|';
    if (row.kind === 'read' || row.kind === 'end' || row.kind === 'nothing') columns[from + 1] = '<';
    else columns[this.serverColumn - 1] = '>';
    return columns.join('');
  }

  /** Takes note of who comes and goes with a row. */
  follow(row: Row): void {
    if (row.kind === 'connect') this.alive.add(row.connection);
    if (row.kind === 'end' || row.kind === 'close' || row.kind === 'reset') this.alive.delete(row.connection);
  }

  private columns(): string[] {
    const columns = Array.from({ length: this.width }, () => ' ');
    for (const id of this.alive) columns[this.columnOf(id)] = '|';
    columns[this.serverColumn] = '|';
    return columns;
  }

  private get serverColumn(): number {
    return MARGIN + this.connections.length * this.spacing;
  }

  private columnOf(connection: ConnectionId): number {
    return MARGIN + this.connections.indexOf(connection) * this.spacing;
  }
}
