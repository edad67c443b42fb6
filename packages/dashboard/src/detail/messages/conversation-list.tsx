import { Fragment, memo, useRef } from "react";
import { useDeckState } from "../../deck-context.ts";
import { plural } from "../../format/number.ts";
import type { FollowedSlot } from "../../socket/slot-feed.ts";
import type { ConversationRow } from "./conversation.ts";
import { MessageBubble } from "./message-bubble.tsx";
import styles from "./messages.module.css";
import { useAtEnd } from "./use-at-end.ts";
import { useConversation } from "./use-conversation.ts";

export function ConversationList({ place }: { place: FollowedSlot }) {
  const { epoch, rows } = useConversation(place);
  const list = useRef<HTMLDivElement>(null);
  const onScroll = useAtEnd(list);
  const ofWhom = place === "all" ? "all workers" : `worker ${place}`;
  return (
    // Scrolls, so it must be reachable by keyboard.
    <div
      ref={list}
      className={styles.list}
      role="log"
      // An app that talks without pause, read out, would leave nobody a word in edgeways.
      aria-live="off"
      aria-label={`Messages of ${ofWhom}`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onScroll={onScroll}
    >
      <div className={styles.rows}>
        {rows.length === 0 && <Nothing ofWhom={ofWhom} isAnswered={epoch !== null} />}
        {rows.map((row, index) => (
          <Fragment key={row.id}>
            {place !== "all" && <NewLife row={row} before={rows[index - 1]} />}
            <Row row={row} isOfAll={place === "all"} />
          </Fragment>
        ))}
      </div>
    </div>
  );
}

const Row = memo(function Row({ row, isOfAll }: { row: ConversationRow; isOfAll: boolean }) {
  switch (row.kind) {
    case "message":
      return <MessageBubble row={row} isOfAll={isOfAll} />;
    case "dropped":
      return (
        <p className={styles.note} data-kind="dropped">
          {plural(row.count, "more message")} of worker {row.slot}, too fast to be kept
        </p>
      );
    case "skipped":
      return <p className={styles.note}>{plural(row.count, "more message")}, not shown</p>;
  }
});

/** Where another process of the slot begins to take part. */
function NewLife({ row, before }: { row: ConversationRow; before: ConversationRow | undefined }) {
  if (row.kind === "skipped") return null;
  const isSame =
    before !== undefined && before.kind !== "skipped" && before.generation === row.generation;
  if (isSame) return null;
  const process = row.pid === null ? "" : ` · pid ${row.pid}`;
  return (
    <p className={styles.note} data-kind="life">
      generation {row.generation}
      {process}
    </p>
  );
}

function Nothing({ ofWhom, isAnswered }: { ofWhom: string; isAnswered: boolean }) {
  const isLive = useDeckState(({ connection }) => connection.phase === "live");
  if (!isAnswered) {
    return isLive ? null : (
      <p className={styles.none}>The messages come by themselves when the connection is back.</p>
    );
  }
  return (
    <div className={styles.none}>
      <p>Nothing has been said to or by {ofWhom} yet.</p>
      <p>
        What you send reaches the app’s <code>process.on("message")</code>; what it says with{" "}
        <code>process.send()</code> is shown here.
      </p>
    </div>
  );
}
