import type { Expr, MessageModel, Model } from '../../runtime/model.js';

/** The values that a rule is known to have. */
type Values = (rule: string) => readonly string[];

/** A piece of a message's text, in its order: what always stands there, or a field. */
type Piece =
  | { readonly kind: 'fixed'; readonly text: string }
  | { readonly kind: 'field'; readonly rule: string | undefined };

/**
 * What a line that is being typed can go on as, by the messages that the client's states take: fixed texts, and values
 * of fields that are known. Each is the whole line; sorted, none twice, none the line itself.
 */
export function completions(model: Model, states: readonly string[], line: string, values: Values): readonly string[] {
  const found = offered(model, states).flatMap((message) => continuations(piecesOf(message), line, values));
  return [...new Set(found)].filter((whole) => whole !== line).toSorted();
}

/** The messages that these states take, as they are typed: fixed texts as they are, fields by their names. */
export function usage(model: Model, states: readonly string[]): readonly string[] {
  return offered(model, states).map((message) => {
    let field = 0;
    return piecesOf(message)
      .map((piece) => (piece.kind === 'fixed' ? piece.text : (message.fields[field++]?.name ?? '…').toUpperCase()))
      .join('');
  });
}

function offered(model: Model, states: readonly string[]): readonly MessageModel[] {
  const taken = new Set(
    model.session.states
      .filter(({ name }) => states.includes(name))
      .flatMap(({ clauses }) => clauses.flatMap(({ trigger }) => (trigger.kind === 'message' ? [trigger.name] : []))),
  );
  return model.messages.client.filter(({ id }) => taken.has(id));
}

function continuations(pieces: readonly Piece[], line: string, values: Values): readonly string[] {
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    const rest = line.slice(at);
    const next = pieces[index + 1];
    const behind = next?.kind === 'fixed' ? next.text : '';
    if (piece.kind === 'fixed') {
      if (!rest.startsWith(piece.text)) return piece.text.startsWith(rest) ? [line.slice(0, at) + piece.text] : [];
      at += piece.text.length;
    } else {
      const end = behind === '' ? -1 : rest.indexOf(behind);
      if (end < 0) {
        const known = piece.rule === undefined ? [] : values(piece.rule);
        return known.filter((value) => value.startsWith(rest)).map((value) => line.slice(0, at) + value + behind);
      }
      at += end;
    }
  }
  return [];
}

/** A message whose text is no plain row of fixed texts and fields is offered as far as it is one. */
function piecesOf({ parts }: MessageModel): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const { expr } of parts) if (!addPieces(expr, pieces)) break;
  return pieces;
}

function addPieces(expr: Expr, pieces: Piece[]): boolean {
  if (expr.kind === 'sequence') return expr.of.every((each) => addPieces(each, pieces));
  if (expr.kind === 'literal') {
    pieces.push({ kind: 'fixed', text: expr.text });
    return true;
  }
  if (expr.kind !== 'capture') return false;
  pieces.push({ kind: 'field', rule: expr.of.kind === 'reference' ? expr.of.rule : undefined });
  return true;
}
