import { useEffect, useRef, useState, type SubmitEvent } from "react";
import { useDeckContext, useDeckState } from "../deck-context.ts";
import { isSendableToken, takeToken } from "../socket/token.ts";
import { Button } from "../ui/button.tsx";
import { Screen } from "./screen.tsx";
import styles from "./screen.module.css";

const UNSENDABLE =
  "A token has no spaces and only the characters of an HTTP header; look again at what was copied.";
const REFUSED = "The supervisor refused this token. It may have been started with another one.";

export function TokenScreen() {
  const { client, recordings } = useDeckContext();
  const wasRefused = useDeckState(
    ({ connection }) => connection.phase === "unauthorized" && connection.reason === "refused",
  );
  const [text, setText] = useState("");
  const [isUnsendable, setUnsendable] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  // There is nothing else to do on this screen.
  useEffect(() => input.current?.focus(), []);
  const problem = isUnsendable ? UNSENDABLE : wasRefused ? REFUSED : null;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const token = tokenIn(text);
    setUnsendable(!isSendableToken(token));
    if (isSendableToken(token)) client.giveToken(token);
  };

  return (
    <Screen title="A token is needed" status="Offline · waiting for a token">
      <p className={styles.text}>
        The supervisor prints an address that holds the token, such as{" "}
        <code>{`${location.origin}${location.pathname}#token=…`}</code>. Open that, or paste the
        token here. It stays in this browser.
      </p>
      <form className={styles.form} onSubmit={submit}>
        <label className={styles.label} htmlFor="token">
          Token
        </label>
        <input
          id="token"
          ref={input}
          className={styles.input}
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={text}
          aria-invalid={problem !== null}
          aria-describedby="token-problem"
          onChange={(event) => setText(event.target.value)}
        />
        <p id="token-problem" role="alert" className={styles.problem}>
          {problem}
        </p>
        <Button type="submit" variant="primary" className={styles.action} disabled={text === ""}>
          Open the dashboard
        </Button>
      </form>
      <p className={styles.text}>
        Nothing running?{" "}
        <button type="button" className={styles.link} onClick={recordings.pick}>
          Open a recording
        </button>{" "}
        that was saved before.
      </p>
    </Screen>
  );
}

/** The whole printed address does as well as the token in it. */
function tokenIn(text: string): string {
  const trimmed = text.trim();
  const hashAt = trimmed.indexOf("#");
  return (hashAt === -1 ? null : takeToken(trimmed.slice(hashAt)).token) ?? trimmed;
}
