import { Button } from "../ui/button.tsx";
import { Screen } from "./screen.tsx";
import styles from "./screen.module.css";

/** In place of everything, when the page itself has failed. */
export function BrokenScreen() {
  return (
    <Screen title="The page has broken" status="Offline · an error in the page">
      <p className={styles.text}>
        An error of this page&apos;s own has ended it; the browser&apos;s console has it. Your app
        is not affected. Loading the page again brings it back.
      </p>
      <Button variant="primary" className={styles.action} onClick={() => location.reload()}>
        Load the page again
      </Button>
    </Screen>
  );
}
