import { describe, expect, test } from 'vitest';
import { families } from '../../families/index.js';
import { flawsOf } from '../../scenario/check.js';
import { plannerOf } from '../../scenario/planner.js';
import { protocolFrom } from '../protocols.js';

/** Seats, turns and a number that is to be guessed: guards on integers, on groups and on what is set. */
const GAME = `
protocol game
transport { tcp 7001; charset utf-8; framing line(80) }
delivery total, atomic event
Seat = [0-9]|1| as integer(1..4)
Word = [a-z]|1..12|
client {
  Sit   = "sit " seat:Seat
  Guess = "guess " word:Word (" because " why:Word)?
  Pass  = "pass"
  Stand = "stand"
}
server {
  Hello = "hello"
  Taken = "taken " seat:Seat
  Sits  = seat:Seat " sits"
  Stood = seat:Seat " stands"
  Tried = seat:Seat " tries " word:Word
  No    = "no"
}
session {
  user { seat: Seat; tried: Word }
  world { turns: Seat = 1 }
  group table unique seat
  connect [x] { reply Hello; become Standing }
  state Standing {
    on Sit(seat) [x] {
      when taken: table has seat = seat { reply Taken(seat) }
      else { set seat; join table; send Sits(seat) to all table; become Sitting }
    }
    unrecognized, invalid, overlong [x] { reply No }
  }
  state Sitting {
    on Guess(word) [x] {
      when early: world.turns < self.seat { reply No }
      else {
        when again: self.tried is set and self.tried = word { reply No }
        else { set tried = word; send Tried(self.seat, word) to all table }
      }
    }
    on Pass [x] {
      when last: world.turns = 4 { set world.turns = 1; reply Hello }
      else { set world.turns = world.turns + 1; reply Hello }
    }
    on Stand [x] { leave table; send Stood(self.seat) to all table; reply Hello; become Standing }
    disconnect [x] { leave table; send Stood(self.seat) to all table }
    unrecognized, invalid, overlong [x] { reply No }
  }
}
`;

/** One connection at a time knows of nobody else, and says goodbye in two words. */
const LONELY = `
protocol lonely
transport { tcp 7002; charset utf-8; framing chunk(64) }
delivery fifo, atomic send
Key = [A-Z]|1..3|
client {
  Put  = "put " key:Key
  Done = "done"
  Yes  = "yes"i
}
server {
  Ok = "ok " key:Key
  Sure = "sure?"
}
session {
  connect [x] { become Open }
  state Open {
    on Put(key) [x] { reply Ok(key) }
    on Done [x] { reply Sure; become Leaving }
    unrecognized, invalid [x] { undefined, others may hear Sure { close } }
  }
  state Leaving {
    on Yes [x] { close }
    unrecognized, invalid [x] { reply Sure; become Open }
  }
}
`;

describe.each([
  ['game', GAME],
  ['lonely', LONELY],
])('a protocol that is no chat: %s', (name, text) => {
  const protocol = protocolFrom(`spec/${name}.parley`, text);

  test('has a plan for every clause and branch', () => {
    expect(plannerOf(protocol).unreached).toEqual([]);
  });

  test('has cases without a flaw', () => {
    const cases = families.flatMap((family) => [...family.cases({ protocol, seed: 3, runs: 10 })]);
    expect(cases.length).toBeGreaterThan(20);
    for (const plan of cases) expect([plan.id, ...flawsOf(protocol, plan.scenario)]).toEqual([plan.id]);
  });
});
