/** How many of the eight groups of an IPv6 address name the network. */
const networkGroups = 4;

/**
 * What counts as one place to come from: an IPv4 address, or the /64 of an IPv6 address. A /64 is what one customer is
 * given at least (RFC 6177), and whoever has it has 2^64 addresses: to count those one by one would be no limit.
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.replace(/%.*$/, '').split('::');
  const [first, last] = [groupsOf(head), groupsOf(tail)];
  // Without "::" there are eight groups, and no room for zeros.
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return `${[...first, ...zeros, ...last].slice(0, networkGroups).join(':')}::/64`;
}

/** The groups of one side of "::"; an IPv4 address at the end takes the place of two. */
function groupsOf(side: string): readonly string[] {
  if (side === '') return [];
  return side.split(':').flatMap((group) => (group.includes('.') ? [group, ''] : [group]));
}
