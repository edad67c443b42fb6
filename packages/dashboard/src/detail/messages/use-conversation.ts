import { startTransition, useEffect, useReducer } from "react";
import { useDeckContext } from "../../deck-context.ts";
import type { FollowedSlot } from "../../socket/slot-feed.ts";
import { conversationAfter, NOTHING_HEARD, type Conversation } from "./conversation.ts";

/** What the app in a slot, or in all of them, and its primary say, for as long as it is shown. */
export function useConversation(slot: FollowedSlot): Conversation {
  const { details } = useDeckContext();
  const [conversation, tell] = useReducer(conversationAfter, NOTHING_HEARD);
  useEffect(
    () => details.followConversation(slot, (news) => startTransition(() => tell(news))),
    [details, slot],
  );
  return conversation;
}
