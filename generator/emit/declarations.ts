/** Declarations as ts-morph structures: given whole, printed in one go. */
import {
  IndentationText,
  type InterfaceDeclarationStructure,
  type OptionalKind,
  Project,
  type PropertySignatureStructure,
  QuoteKind,
  type StatementStructures,
  StructureKind,
  type TypeAliasDeclarationStructure,
} from 'ts-morph';
import { docLines } from './doc-comment.js';
import { WIDTH } from './literal.js';

const project = new Project({
  useInMemoryFileSystem: true,
  skipLoadingLibFiles: true,
  manipulationSettings: { quoteKind: QuoteKind.Single, indentationText: IndentationText.TwoSpaces },
});

/** An exported interface. */
export function record(
  name: string,
  doc: string,
  properties: readonly OptionalKind<PropertySignatureStructure>[],
): InterfaceDeclarationStructure {
  return { kind: StructureKind.Interface, isExported: true, name, docs: docs(doc, WIDTH), properties: [...properties] };
}

/** A readonly property. */
export function member(name: string, type: string, doc = ''): OptionalKind<PropertySignatureStructure> {
  return { name, type, isReadonly: true, docs: docs(doc, WIDTH - 2) };
}

/** An exported type. */
export function alias(name: string, type: string, doc: string): TypeAliasDeclarationStructure {
  return { kind: StructureKind.TypeAlias, isExported: true, name, type, docs: docs(doc, WIDTH) };
}

/** ts-morph writes the marks of a comment itself, so it gets the lines between them. */
function docs(doc: string, width: number): string[] {
  if (doc === '') return [];
  const lines = docLines(doc, width);
  if (lines.length === 1) return [lines[0]?.slice('/** '.length, -' */'.length) ?? ''];
  return [
    `\n${lines
      .slice(1, -1)
      .map((line) => line.replace(/^ \* ?/, ''))
      .join('\n')}`,
  ];
}

/** The declarations as text. */
export function declare(statements: readonly StatementStructures[]): string {
  const file = project.createSourceFile('emitted.ts', { statements: [...statements] }, { overwrite: true });
  const text = file.getFullText().trimEnd();
  project.removeSourceFile(file);
  return text;
}
