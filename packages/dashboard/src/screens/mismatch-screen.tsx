import { PROTOCOL_VERSION } from "@clusterdeck/shared";
import { useDeckState } from "../deck-context.ts";
import { Button } from "../ui/button.tsx";
import { Screen } from "./screen.tsx";
import styles from "./screen.module.css";

export function MismatchScreen() {
  const theirs = useDeckState(({ connection }) =>
    connection.phase === "protocol-mismatch" ? connection.theirs : null,
  );
  return (
    <Screen
      title="The supervisor is of another version"
      status="Offline · another protocol version"
    >
      <p className={styles.text}>
        It speaks version {theirs} of the protocol, and this page version {PROTOCOL_VERSION}. Most
        likely it was updated while the page was open: loading the page again brings the one that
        fits. Your app is not affected.
      </p>
      <Button variant="primary" className={styles.action} onClick={() => location.reload()}>
        Load the page again
      </Button>
    </Screen>
  );
}
