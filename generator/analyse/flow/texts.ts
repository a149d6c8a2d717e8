import type { Model } from '../../../runtime/model.js';

/** Every text that a session writes down itself: values, samples, what is compared with. */
export function textsIn({ session }: Model): readonly string[] {
  const texts = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const value: { readonly kind?: unknown; readonly text?: unknown; readonly sample?: unknown } = node;
    if (value.kind === 'text' && typeof value.text === 'string') texts.add(value.text);
    if (value.kind === 'any' && typeof value.sample === 'string') texts.add(value.sample);
    for (const part of Object.values(node)) visit(part);
  };
  visit(session);
  return [...texts];
}
