import type { CommandSignal } from "@clusterdeck/shared";
import { expect, type Locator, type Page } from "playwright/test";
import type { Supervisor } from "@clusterdeck/testkit";

const DRAG_STEP_PX = 4;

/** The page, as a person finds things on it: by role and name. */
export class Deck {
  readonly page: Page;
  readonly connection: Locator;
  readonly slider: Locator;
  readonly tiles: Locator;
  /** Newest first. */
  readonly events: Locator;
  readonly forkButton: Locator;
  readonly reloadButton: Locator;
  /** The button that says yes to ending every worker. */
  readonly confirmZero: Locator;

  constructor(page: Page) {
    this.page = page;
    this.connection = page
      .getByRole("status")
      .filter({ hasText: /^\s*(Live|Reconnecting|Offline)/ });
    this.slider = page.getByRole("slider", { name: "Workers" });
    this.tiles = page.getByRole("article", { name: /^Worker \d+$/ });
    this.events = page.getByRole("list", { name: "Events, newest first" }).getByRole("listitem");
    this.forkButton = page.getByRole("button", { name: "Fork a worker" });
    this.reloadButton = page.getByRole("button", { name: "Reload all workers" });
    this.confirmZero = page.getByRole("button", { name: "Scale to 0" });
  }

  tile(slot: number): Locator {
    return this.page.getByRole("article", { name: `Worker ${slot}`, exact: true });
  }

  /** What the tile shows as the pid. */
  pid(slot: number): Locator {
    return this.tile(slot).getByTitle("Process id");
  }

  killButton(slot: number): Locator {
    return this.page.getByRole("button", { name: `Kill worker ${slot}`, exact: true });
  }

  retryButton(slot: number): Locator {
    return this.page.getByRole("button", { name: `Retry worker ${slot}`, exact: true });
  }

  /** Takes the slider's thumb and moves it, pixel by pixel, until it has read each count in turn. */
  async dragSliderTo(...counts: readonly number[]): Promise<void> {
    const { mouse } = this.page;
    const thumb = await this.slider.boundingBox();
    if (!thumb) throw new Error("the slider's thumb is not on the page");
    let x = thumb.x + thumb.width / 2;
    const y = thumb.y + thumb.height / 2;
    const reading = async () => Number(await this.slider.getAttribute("aria-valuenow"));
    await mouse.move(x, y);
    await mouse.down();
    for (const count of counts) {
      const step = Math.sign(count - (await reading())) * DRAG_STEP_PX;
      while ((await reading()) !== count) {
        x += step;
        await mouse.move(x, y);
      }
    }
    await mouse.up();
  }

  /** @param menu the one that has the themes at this width */
  async chooseTheme(theme: "System" | "Dark" | "Light", menu: RegExp = /^Theme:/): Promise<void> {
    await this.page.getByRole("button", { name: menu }).click();
    await this.page.getByRole("menuitemradio", { name: theme }).click();
  }

  async openPalette(): Promise<Locator> {
    await this.page.keyboard.press("ControlOrMeta+k");
    return this.page.getByRole("combobox", { name: "Command" });
  }

  /** Sends a signal by the tile's menu. */
  async sendSignal(slot: number, signal: CommandSignal): Promise<void> {
    await this.page.getByRole("button", { name: `Choose a signal for worker ${slot}` }).click();
    await this.page.getByRole("menuitem", { name: new RegExp(`^${signal}`) }).click();
  }

  /** Waits until that many tiles are there and all of them say that they serve. */
  async expectServing(count: number): Promise<void> {
    await expect(this.tiles).toHaveCount(count);
    await expect(this.tiles.filter({ hasText: "Serving" })).toHaveCount(count);
  }
}

/** Opens the address that the supervisor has printed, and waits until the page is live. */
export async function openDeck(page: Page, { url }: Pick<Supervisor, "url">): Promise<Deck> {
  await page.goto(url);
  const deck = new Deck(page);
  await expect(deck.connection).toHaveText(/^Live/);
  return deck;
}
