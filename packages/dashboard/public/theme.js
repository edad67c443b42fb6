// Before the first paint, which does not wait for the page's own code: without it a light page would
// flash dark. It reads what src/view and src/preferences read; a unit test holds it to them.
(() => {
  const themes = ["dark", "light", "system"];
  const inAddress = new URLSearchParams(location.search).get("theme");
  let preferred = null;
  try {
    const kept = localStorage.getItem("clusterdeck.preferences");
    preferred = kept === null ? localStorage.getItem("clusterdeck.theme") : JSON.parse(kept)?.theme;
  } catch {
    // It is forbidden, or not ours.
  }
  const theme = [inAddress, preferred].find((one) => themes.includes(one));
  if (theme !== undefined) document.documentElement.dataset.theme = theme;
})();
