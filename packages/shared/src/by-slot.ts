/** Each slot's own of what belongs to slots, in the order given. */
export function bySlot<T extends { readonly slot: number }>(all: readonly T[]): Map<number, T[]> {
  const slots = new Map<number, T[]>();
  for (const one of all) {
    const own = slots.get(one.slot);
    if (own === undefined) slots.set(one.slot, [one]);
    else own.push(one);
  }
  return slots;
}
