import { type Markup, markup } from '../../diagrams/markup.js';
import type { Change } from '../../generator/diff/change.js';
import { diffModels } from '../../generator/diff/diff.js';
import type { Model } from '../../runtime/index.js';
import { pageLink, protocolKey } from '../links.js';
import { type Embeds, inlineProse, type Page, PageText } from '../page.js';
import type { Subject } from '../subject.js';
import { table } from '../table.js';

const LEVELS = { wire: 'On the wire', source: 'In generated code' } as const;

/** What is different from another protocol: from the one that it has the most in common with. */
export function changesPage({ model }: Subject, others: readonly Model[], embeds: Embeds): Page {
  const compared = others
    .filter((other) => other.name !== model.name)
    .map((other) => ({ other, shared: sharedMessages(other, model), changes: diffModels(other, model) }))
    .sort((a, b) => b.shared - a.shared || a.changes.length - b.changes.length);
  const text = new PageText(embeds);
  const [nearest] = compared;
  if (nearest !== undefined) {
    const { other, changes } = nearest;
    text.paragraph(
      markup`What is new to whoever knows ${pageLink(protocolKey(other), other.name)}, the protocol that has the most in common with this one: <code>parley diff ${other.file} ${model.file}</code>.`,
    );
    for (const level of ['wire', 'source'] as const) {
      const here = changes.filter((change) => change.level === level);
      if (here.length === 0) continue;
      text.heading(2, LEVELS[level]).html(changeTable(LEVELS[level], here));
    }
  }
  text.heading(2, 'Beside every other protocol').html(
    table(
      'Differences from the other protocols',
      ['From', 'Messages of one form', 'Incompatible on the wire', 'Compatible on the wire', 'In generated code'],
      compared.map(({ other, shared, changes }) => {
        const count = (level: Change['level'], compatible?: boolean): number =>
          changes.filter((one) => one.level === level && (compatible === undefined || one.compatible === compatible))
            .length;
        return {
          cells: [
            pageLink(protocolKey(other), other.name),
            shared,
            count('wire', false),
            count('wire', true),
            count('source'),
          ],
        };
      }),
    ),
  );
  return { key: protocolKey(model, 'changes'), title: 'Changes', text: text.toString(), children: [] };
}

/** How many messages of the two have one name and one form. */
function sharedMessages(a: Model, b: Model): number {
  const forms = ({ messages }: Model): readonly string[] =>
    [...messages.client, ...messages.server].map(({ direction, source }) => `${direction} ${source}`);
  const known = new Set(forms(a));
  return forms(b).filter((form) => known.has(form)).length;
}

function changeTable(caption: string, changes: readonly Change[]): Markup {
  const rows = changes.map((change) => ({
    cells: [change.compatible ? 'yes' : 'no', markup`${inlineProse(change.message)}${clauses(change)}`],
  }));
  return table(`Changes ${caption.toLowerCase()}`, ['Compatible', 'Change'], rows);
}

/** What a clause was and is; of all else the message tells. */
function clauses({ kind, old, new: now }: Change): Markup | undefined {
  if (kind !== 'clause') return undefined;
  const line = (name: string, text: string | undefined): Markup | undefined =>
    text === undefined ? undefined : markup`<div><dt>${name}</dt><dd><code>${text || 'nothing'}</code></dd></div>`;
  return markup`<dl class="was-is">${line('was', old)}${line('is', now)}</dl>`;
}
