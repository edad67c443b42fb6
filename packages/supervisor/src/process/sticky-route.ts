import type { ConnectionHandle, ConnectionWatch, Route } from "./stuck-connections.ts";
import { createStickyTable } from "./sticky-table.ts";

interface Peer {
  address?: string;
}

/** What libuv knows of a socket that comes from the network; a pipe has no peer. */
type WithPeer = ConnectionHandle & { getpeername?: (into: Peer) => number };

function addressOf(handle: WithPeer): string | null {
  const peer: Peer = {};
  const error = handle.getpeername?.(peer) ?? -1;
  return error === 0 ? (peer.address ?? null) : null;
}

/**
 * By the client's address, to the process that holds its slot.
 *
 * @param processes those that live, oldest first
 */
export function createStickyRoute(
  processes: () => Iterable<{ readonly slot: number; readonly connections: ConnectionWatch }>,
): Route {
  const table = createStickyTable();
  return (key, handle) => {
    const address = addressOf(handle);
    if (address === null) return null;
    const bySlot = new Map<number, ConnectionWatch>();
    for (const { slot, connections } of processes()) {
      // The older of two in a slot has its clients until it stops listening; then the newer.
      if (!bySlot.has(slot) && connections.listensOn(key)) bySlot.set(slot, connections);
    }
    if (bySlot.size === 0) return null;
    return bySlot.get(table.slotFor(address, [...bySlot.keys()], performance.now())) ?? null;
  };
}
