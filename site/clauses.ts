/** Clauses as the pages show them: what they do, where they lead, whom they concern. */

import { type Content, type Markup, markup } from '../diagrams/markup.js';
import { type Place, transitionsOfClause } from '../diagrams/transitions.js';
import { describeArm, describeEffect } from '../generator/emit/describe.js';
import type { Arm, Clause, Effect, Model, Recipients, State } from '../runtime/model.js';
import { linkedWords, requirementLink, stateLink } from './links.js';

/** What a clause does, in the words of the spec, each statement on a line, branches indented under their guards. */
export function effectList(model: Model, body: readonly Effect[]): Markup {
  if (body.length === 0) return markup`<span class="soft">nothing</span>`;
  return markup`<ul class="effects">${body.map((effect) => markup`<li>${effectItem(model, effect)}</li>`)}</ul>`;
}

function effectItem(model: Model, effect: Effect): Content {
  if (effect.kind === 'branch') {
    return effect.arms.map(
      (arm, nth) =>
        markup`<div class="arm">${linkedWords(model, describeArm(arm, nth))} ${armLink(arm)}${effectList(model, arm.body)}</div>`,
    );
  }
  if (effect.kind !== 'undefined') return linkedWords(model, describeEffect(effect));
  const heard = effect.othersMayHear.map(({ message }) => message);
  return markup`<em>undefined</em>: anything may come of it${
    heard.length === 0 ? ', and others hear nothing' : markup`; others may hear ${linkedWords(model, heard.join(', '))}`
  }${
    effect.selfNeverHears.length === 0
      ? ''
      : markup`; the sender never hears ${linkedWords(model, effect.selfNeverHears.map(({ message }) => message).join(', '))}`
  }.${effect.own.length === 0 ? '' : markup` The reference server: ${effectList(model, effect.own)}`}`;
}

function armLink({ id }: Arm): Markup {
  return requirementLink(id, id.slice(id.lastIndexOf('/') + 1));
}

/** The states that a clause can lead to, each with the branches that lead there where there are several. */
export function nextStates(model: Model, clause: Clause, state: State | undefined): readonly Markup[] {
  const from: Place = state === undefined ? 'start' : { state: state.name };
  const ways = transitionsOfClause(clause, from);
  return ways.map(({ to, label }) => {
    const branches = ways.length === 1 ? '' : ` ${label.slice(label.indexOf('['))}`;
    return markup`${placeName(model, to)}${branches}`;
  });
}

function placeName(model: Model, place: Place): Markup {
  if (typeof place === 'object') return stateLink(model, place.state);
  return place === 'end' ? markup`the end` : place === 'undefined' ? markup`<em>any</em>` : markup`–`;
}

/** Who gets what a clause sends. */
export function recipientsInWords(to: Recipients): string {
  switch (to.kind) {
    case 'self':
      return 'the connection whose event it is';
    case 'members':
      return to.but === 'self' ? `every other member of ${to.of.group}` : `every member of ${to.of.group}`;
    case 'bound':
      return `one connection, ${to.name}`;
  }
}

export function stateOfClause(model: Model, clause: Clause): State | undefined {
  return model.session.states.find(({ clauses }) => clauses.includes(clause));
}
