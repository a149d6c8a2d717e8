import { type Markup, markup } from '../../diagrams/markup.js';
import type { Change } from '../../generator/diff/change.js';
import { diffModels } from '../../generator/diff/diff.js';
import type { Model } from '../../runtime/index.js';
import type { Revision, SinceEarlier } from '../earlier-version.js';
import { pageLink, protocolKey } from '../links.js';
import { type Embeds, inlineProse, type Page, PageText } from '../page.js';
import type { Subject } from '../subject.js';
import { table } from '../table.js';

const LEVELS = { wire: 'On the wire', source: 'In generated code' } as const;

/** What is different from an earlier version of the spec, and from other protocols, the nearest of them in full. */
export function changesPage({ model, earlier }: Subject, others: readonly Model[], embeds: Embeds): Page {
  const compared = others
    .filter((other) => other.name !== model.name)
    .map((other) => ({ other, shared: sharedMessages(other, model), changes: diffModels(other, model) }))
    .sort((a, b) => b.shared - a.shared || a.changes.length - b.changes.length);
  const text = new PageText(embeds);
  text
    .heading(2, 'since' in earlier ? `Since ${earlier.since.name}` : 'Since an earlier version')
    .paragraph(earlierInWords(earlier, model));
  if (earlier.kind === 'changed') changeTables(text, earlier.changes, ' since then');
  const [nearest] = compared;
  if (nearest !== undefined) {
    const { other, changes } = nearest;
    text
      .heading(2, `From ${other.name}`)
      .paragraph(
        markup`What is new to whoever knows ${pageLink(protocolKey(other), other.name)}, the protocol that has the most in common with this one: <code>parley diff ${other.file} ${model.file}</code>.`,
      );
    changeTables(text, changes, ` from ${other.name}`);
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

function earlierInWords(earlier: SinceEarlier, { file }: Model): Markup {
  const choose = markup`To compare with another: <code>npm run docs -- --since REVISION</code>.`;
  switch (earlier.kind) {
    case 'changed':
      return markup`What has changed since ${named(earlier.since)}: <code>parley diff ${earlier.since.name}:${file} ${file}</code>. ${choose}`;
    case 'same':
      return markup`Nothing has changed since ${named(earlier.since)}: what that version means, this one means. ${choose}`;
    case 'new':
      return markup`${named(earlier.since)} has no <code>${file}</code>: this protocol is new since then. ${choose}`;
    case 'unreadable':
      return markup`<code>${file}</code> of ${named(earlier.since)} can’t be compared, since it has errors by today’s language (${earlier.why}). ${choose}`;
    case 'never':
      if (earlier.oldest === undefined)
        return markup`There is no earlier version: <code>${file}</code> is in no release and in no commit of the repository.`;
      return markup`There is no earlier version that says anything else: of <code>${file}</code> the repository has ${
        earlier.versions === 1 ? 'one version' : `${earlier.versions} versions`
      } since ${named(earlier.oldest)}${
        earlier.versions === 1 ? '' : ', and they all mean the same'
      }${earlier.unreadable === 0 ? '' : markup`, beside ${earlier.unreadable} that can’t be read by today’s language`}. ${choose}`;
    case 'no-repository':
      return markup`The sources that this was made from are in no repository, so that no earlier version is known.`;
  }
}

function named({ name, date }: Revision): Markup {
  return markup`<code>${name}</code> (${date})`;
}

function changeTables(text: PageText, changes: readonly Change[], since: string): void {
  for (const level of ['wire', 'source'] as const) {
    const here = changes.filter((change) => change.level === level);
    if (here.length > 0)
      text.heading(3, `${LEVELS[level]}${since}`).html(changeTable(`${LEVELS[level]}${since}`, here));
  }
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
