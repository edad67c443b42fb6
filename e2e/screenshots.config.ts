import base from "./playwright.config.ts";

/** Takes the pictures of the documents: `npm run screenshots`. */
export default { ...base, testDir: "screenshots", timeout: 240_000, reporter: [["list"]] };
