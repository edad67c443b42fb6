import { chromium, type Browser } from "playwright";

export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env["CLUSTERDECK_CHROMIUM"];
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ["--no-sandbox", "--disable-background-networking"],
    // It ends with this process, which ends when all that it has started has.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
