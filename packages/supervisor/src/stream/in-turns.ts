/**
 * Does the same for many, a few of them in each turn of the loop, the first at once: every
 * connection of the app passes between the turns.
 *
 * @param each is not called for those that have left `members` meanwhile
 */
export function inTurns<T>(
  members: ReadonlySet<T>,
  membersEachTurn: number,
  each: (member: T) => void,
): void {
  const all = [...members];
  const next = (from: number) => {
    const to = from + membersEachTurn;
    for (const member of all.slice(from, to)) if (members.has(member)) each(member);
    if (to < all.length) setImmediate(next, to);
  };
  next(0);
}
