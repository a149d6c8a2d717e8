import { markup } from '../../diagrams/markup.js';
import { renderLine, viewsOf } from '../../generator/model/views.js';
import type { Example, Model } from '../../runtime/index.js';
import { fragmentOf, lineLink, pageLink, protocolKey, sectionLink } from '../links.js';
import { type Embeds, type Page, PageText } from '../page.js';
import { diagramOf, sequenceOfExample } from '../sequence.js';
import type { Subject } from '../subject.js';

/** The spec's examples as sequence diagrams, with the screens that its source shows of them. */
export function examplesPage({ model }: Subject, embeds: Embeds): Page {
  const text = new PageText(embeds).paragraph(
    markup`Exchanges that the spec shows, each checked against its session whenever the spec is generated. They are in <code>vectors.json</code> too, for tests in any language.`,
  );
  for (const example of model.examples) exampleText(text, model, example);
  return { key: protocolKey(model, 'examples'), title: 'Examples', text: text.toString(), children: [] };
}

function exampleText(text: PageText, model: Model, example: Example): void {
  const before = model.examples.find(({ id }) => id === example.after);
  text
    .heading(2, `${example.title[0]?.toUpperCase() ?? ''}${example.title.slice(1)}`)
    .paragraph(
      markup`<span id="${fragmentOf('example', example.id)}"></span>Source: ${sectionLink(model, example)}; spec: ${lineLink(model, example.at.line)}.${
        before === undefined
          ? ''
          : markup` It goes on from ${pageLink(protocolKey(model, 'examples'), before.title, fragmentOf('example', before.id))}.`
      }`,
    )
    .html(diagramOf(sequenceOfExample(model, example)));
  for (const view of viewsOf(model).filter((one) => one.example === example.id)) {
    const label = `${view.figure}: what ${view.who} sees, up to there`;
    text.html(
      markup`<details><summary>${label}</summary><pre class="screen" tabindex="0"><code>${view.lines.map((line) => markup`${renderLine(line)}&#10;`)}</code></pre></details>`,
    );
  }
}
