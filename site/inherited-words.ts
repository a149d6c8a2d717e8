import { Comment, type ProjectReflection, type Reflection, ReflectionKind, type SomeType } from 'typedoc';

/**
 * Properties that need no words of their own get them from their types: what is always one literal tells its object from
 * the others of its union, and what is of a type that is explained is explained by it. All others have to say what
 * they are.
 */
export function inheritWords(project: ProjectReflection): void {
  for (const reflection of project.getReflectionsByKind(ReflectionKind.Property)) {
    if (!reflection.isDeclaration() || reflection.hasComment() || reflection.type === undefined) continue;
    const words = wordsOf(reflection.type);
    if (words !== undefined) reflection.comment = words;
  }
}

function wordsOf(type: SomeType): Comment | undefined {
  if (type.type === 'literal') {
    return new Comment([
      { kind: 'text', text: 'Always ' },
      { kind: 'code', text: `\`${JSON.stringify(type.value)}\`` },
      { kind: 'text', text: '.' },
    ]);
  }
  if (type.type === 'array') return wordsOf(type.elementType);
  if (type.type === 'typeOperator') return wordsOf(type.target);
  if (type.type === 'optional') return wordsOf(type.elementType);
  if (type.type !== 'reference') return undefined;
  const summary = type.reflection?.comment?.summary;
  return summary === undefined || summary.length === 0 ? undefined : new Comment(Comment.cloneDisplayParts(summary));
}

/**
 * Members of object types without a name of their own: what they are is said where the whole is explained. Only where it is.
 * @returns their full names.
 */
export function explainedElsewhere(project: ProjectReflection): readonly string[] {
  const names = new Set<string>();
  for (const one of project.getReflectionsByKind(ReflectionKind.Property | ReflectionKind.CallSignature)) {
    if (one.hasComment() || one.parent?.hasComment()) continue;
    const around = ancestors(one);
    const whole = around.find((outer) => !outer.kindOf(ReflectionKind.TypeLiteral) && outer.hasComment());
    const isInner = around.some((outer) => outer.kindOf(ReflectionKind.TypeLiteral));
    const isOurs = project.getSymbolIdFromReflection(one)?.packageName === project.packageName;
    const isParameter = around.some((outer) => outer.kindOf(ReflectionKind.Parameter));
    const isSignature = one.kindOf(ReflectionKind.CallSignature) && one.parent?.kindOf(ReflectionKind.TypeLiteral);
    if (whole !== undefined && isInner && isOurs && !isParameter && !isSignature) names.add(one.getFriendlyFullName());
  }
  return [...names];
}

function ancestors(reflection: Reflection): readonly Reflection[] {
  const { parent } = reflection;
  return parent === undefined ? [] : [parent, ...ancestors(parent)];
}
