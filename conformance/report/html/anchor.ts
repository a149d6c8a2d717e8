/** The id under which something stands on a page: as in the report, but that ids hold no spaces. */
export function anchorOf(id: string): string {
  return id.replace(/\s/g, '_');
}

/** A link to it from the same page. */
export function linkTo(id: string): string {
  return `#${encodeURI(anchorOf(id))}`;
}

/** The id of a line of a protocol's spec. */
export function specLine(protocol: string, line: number): string {
  return `spec:${protocol}:${line}`;
}
