import { expect, test } from "../support/test.ts";

test("Socket.IO on long-polling, its server unmodified, works over four workers and through a reload", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({
    entry: "examples/socket-io/server.js",
    workers: 4,
    flags: ["--sticky", "ip", "--grace", "1000"],
  });
  const { workers } = await supervisor.serving(4);
  await page.goto(`http://127.0.0.1:${supervisor.appPort}/`);
  const worker = page.locator("#worker");
  const answers = async () => Number(await page.locator("#answers").textContent());
  await expect.poll(answers).toBeGreaterThan(3);
  const first = await worker.textContent();
  expect(workers.map(({ pid }) => String(pid))).toContain(first);
  const slot = workers.find(({ pid }) => String(pid) === first)?.slot ?? 0;

  await supervisor.command({ type: "reload" });
  await supervisor.log.next(({ event }) => event === "reload:finished");
  const { pid } = await supervisor.worker(slot);
  await expect(worker).toHaveText(String(pid));
  const before = await answers();
  await expect.poll(answers).toBeGreaterThan(before + 3);
});
