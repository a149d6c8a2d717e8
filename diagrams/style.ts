/**
 * The look of all diagrams, for the page that holds them. Dark or light is the page's own `color-scheme`; a page with
 * colours of its own sets the variables. `.diagram-frame` is what a diagram stands in: it scrolls where a page is narrow.
 */
export const diagramStyle = `
:root {
  --diagram-line: light-dark(#57606a, #9aa4af);
  --diagram-text: light-dark(#1f2328, #e6edf3);
  --diagram-soft: light-dark(#57606a, #a9b3bd);
  --diagram-fill: light-dark(#f3f6fa, #1f2630);
  --diagram-strong: light-dark(#dbeafe, #1d3557);
  --diagram-accent: light-dark(#0a58ca, #8ab8ff);
  --diagram-covered: light-dark(#1a7f37, #57c26b);
  --diagram-uncovered: light-dark(#8a5300, #e3a63e);
  --diagram-failed: light-dark(#c0222c, #ff8a84);
}
.diagram-frame { overflow-x: auto; margin: 1rem 0; padding: 0.25rem 0; }
.diagram-frame:focus-visible { outline: 2px solid var(--diagram-accent); outline-offset: 2px; }
.diagram { display: block; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
.diagram text { fill: var(--diagram-text); stroke: none; }
.diagram .soft { fill: var(--diagram-soft); }
.diagram .name { font-weight: 600; }
.diagram .line { fill: none; stroke: var(--diagram-line); stroke-width: 1.5; }
.diagram .head { fill: var(--diagram-line); stroke: none; }
.diagram .box { fill: var(--diagram-fill); stroke: var(--diagram-line); stroke-width: 1.25; }
.diagram .strong { fill: var(--diagram-strong); }
.diagram .dashed { fill: none; stroke-dasharray: 4 3; }
.diagram .dot { fill: var(--diagram-line); stroke: var(--diagram-line); }
.diagram .covered text, .diagram text.covered, .diagram tspan.covered { fill: var(--diagram-covered); }
.diagram .uncovered text, .diagram text.uncovered, .diagram tspan.uncovered { fill: var(--diagram-uncovered); }
.diagram .failed text, .diagram text.failed, .diagram tspan.failed { fill: var(--diagram-failed); font-weight: 600; }
.diagram .line.covered, .diagram .box.covered { stroke: var(--diagram-covered); }
.diagram .line.uncovered, .diagram .box.uncovered { stroke: var(--diagram-uncovered); stroke-dasharray: 5 3; }
.diagram .line.failed, .diagram .box.failed { stroke: var(--diagram-failed); stroke-width: 2.25; }
.diagram .head.covered { fill: var(--diagram-covered); }
.diagram .head.uncovered { fill: var(--diagram-uncovered); }
.diagram .head.failed { fill: var(--diagram-failed); }
`;

/** A diagram in a frame that scrolls, and that the keyboard can scroll. */
export function framed(svg: string, label: string): string {
  const name = label.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
  return `<div class="diagram-frame" tabindex="0" role="group" aria-label="${name}">${svg}</div>`;
}
