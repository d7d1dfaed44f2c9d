// Where the reader is, in the fragment of the URL: reload, back and links work, and a key may have any character.

/** The view and its parameters. */
export function readRoute() {
  const [, view = "", query = ""] = /^#\/([^?]*)\??(.*)$/s.exec(location.hash) ?? [];
  return { view, query: Object.fromEntries(new URLSearchParams(query)) };
}

/** The fragment of a view. Parameters without a value are left out. */
function routeTo(view, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given).toString();
  return `#/${view}${text && `?${text}`}`;
}

export const toOverview = () => routeTo("");
export const toTracker = (name, query = {}) => routeTo("tracker", { name, ...query });
export const toChild = (tracker, key) => routeTo("child", { tracker, key });
