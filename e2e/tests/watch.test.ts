import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

const serverOf = (answer: string) =>
  `require("node:http").createServer((_q, r) => r.end("${answer}")).listen(process.env.PORT);`;

test("save a file: the page names it as all workers are replaced; a broken version leaves them and tells its error", async ({
  page,
  supervise,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "clusterdeck-e2e-"));
  try {
    const entry = join(folder, "server.js");
    writeFileSync(join(folder, "package.json"), "{}");
    writeFileSync(entry, serverOf("one"));
    const supervisor = await supervise({ entry, workers: 3, flags: ["--watch"] });
    const deck = await openDeck(page, supervisor);
    await deck.expectServing(3);
    const controls = page.getByRole("region", { name: "Controls" });

    writeFileSync(entry, serverOf("two"));
    await expect(controls.getByText(/server\.js changed$/)).toBeVisible();
    await expect(controls.getByRole("button", { name: /Reload finished, 3 of 3/ })).toBeVisible();
    const events = page.getByRole("region", { name: "Events" });
    await expect(events).toContainText(/rolling reload of 3 workers: \S*server\.js changed/);

    writeFileSync(entry, "throw new Error('half written');");
    await expect(controls.getByRole("alert")).toContainText("Error: half written");
    await deck.expectServing(3);
    const answer = await fetch(`http://127.0.0.1:${supervisor.appPort}/`);
    expect(await answer.text()).toBe("two");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
