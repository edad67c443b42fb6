import { useState } from "react";
import type { FollowedSlot } from "../../socket/slot-feed.ts";
import { ConversationList } from "./conversation-list.tsx";
import { MessageComposer } from "./message-composer.tsx";
import styles from "./messages.module.css";

/** What the app and its primary say to each other, and a field to take part in it. */
export function MessagesView({ slot }: { slot: number }) {
  const [place, setPlace] = useState<FollowedSlot>(slot);
  return (
    <div className={styles.messages}>
      <fieldset className={styles.places}>
        <legend className="visually-hidden">Messages of</legend>
        <Place label={`Worker ${slot}`} isChosen={place === slot} onChoose={() => setPlace(slot)} />
        <Place label="All workers" isChosen={place === "all"} onChoose={() => setPlace("all")} />
      </fieldset>
      <ConversationList key={place} place={place} />
      <MessageComposer place={place} />
    </div>
  );
}

interface PlaceProps {
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Place({ label, isChosen, onChoose }: PlaceProps) {
  return (
    <label className={styles.place}>
      <input type="radio" name="messages-of" checked={isChosen} onChange={onChoose} />
      <span>{label}</span>
    </label>
  );
}
