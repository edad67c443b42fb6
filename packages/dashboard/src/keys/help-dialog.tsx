import type { WorkerState } from "@clusterdeck/shared";
import { METRIC_GLOSSARY } from "../format/metric-glossary.ts";
import { STATE_WORDS } from "../format/state-words.ts";
import { StateGlyph } from "../tiles/state-glyph.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { KeyCaps } from "../ui/key-caps.tsx";
import styles from "./help-dialog.module.css";
import { KEY_TABLE } from "./key-map.ts";

export default function HelpDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Help"
      description="Everything here works without a mouse."
      look="wide"
    >
      <div className={styles.columns}>
        <section>
          <h3 className={styles.heading}>Keys</h3>
          <dl className={styles.keys}>
            {KEY_TABLE.map((entry) => (
              <div key={entry.does}>
                <dt>
                  <KeyCaps entry={entry} />
                </dt>
                <dd>{entry.does}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3 className={styles.heading}>States</h3>
          <dl className={styles.terms}>
            {Object.entries(STATE_WORDS).map(([state, { word, meaning }]) => (
              <div key={state}>
                <dt>
                  <StateGlyph state={state as WorkerState} /> {word}
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section className={styles.whole}>
          <h3 className={styles.heading}>Figures</h3>
          <dl className={styles.terms}>
            {Object.entries(METRIC_GLOSSARY).map(([name, { label, sentence }]) => (
              <div key={name}>
                <dt>{label}</dt>
                <dd>{sentence}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <div className={styles.close}>
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}
