/** A spec of which there is nothing to say; `word` is what its client may ask. */
export function tinySpec(word = 'ask'): string {
  return `protocol tiny

transport { tcp 4000; charset utf-8; framing line(64) }
delivery  fifo, atomic send

client { Ask = "${word}" }
server { Told = "told" }

session {
  connect { become Open }
  state Open { on Ask { reply Told } unrecognized, overlong { close } }
}
`;
}
