import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { remember } from "@clusterdeck/testkit";
import { Deck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

const PROGRAM = fileURLToPath(new URL("../../examples/mounted/program.js", import.meta.url));

test("the page works below a path of another server: live tiles, a kill, a worker's panel, and again without the token", async ({
  page,
}) => {
  const state = mkdtempSync(join(tmpdir(), "clusterdeck-mounted-"));
  const program = spawn(process.execPath, [PROGRAM], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, PORT: "0", PROGRAM_PORT: "0", XDG_STATE_HOME: state },
  });
  remember(program);
  try {
    const [address] = (await once(createInterface({ input: program.stdout }), "line")) as [string];
    await page.goto(address);
    const deck = new Deck(page);
    await deck.expectServing(2);
    await expect(page).toHaveURL(/\/clusterdeck\/$/);

    const pid = (await deck.pid(1).textContent()) ?? "";
    await deck.killButton(1).click();
    await expect(deck.pid(1)).not.toHaveText(pid);
    await deck.expectServing(2);
    await page.getByRole("button", { name: "Open worker 1" }).click();
    const panel = page.getByRole("complementary", { name: "Worker 1" });
    await expect(panel.locator(".recharts-surface")).toHaveCount(5);
    await expect(page).toHaveURL(/\/clusterdeck\/\?worker=1$/);

    // Without the slash it is led to the folder, and the browser has kept the token.
    await page.goto(new URL("/clusterdeck", address).href);
    await deck.expectServing(2);
    await expect(page).toHaveURL(/\/clusterdeck\/$/);
  } finally {
    program.kill("SIGTERM");
    await once(program, "exit");
    rmSync(state, { recursive: true });
  }
});
