// Starts the page: which view an address means, going there and back without a reload.
import { getMeta, isMoot } from "./api.js";
import { announce, byId, el } from "./dom.js";
import { drawTop, drawNotice } from "./parts/top.js";
import { closeDrawer } from "./parts/drawer.js";
import { hasMoved, push } from "./steps.js";

const ROUTES = [
  [/^\/$/, () => import("./views/overview.js")],
  [/^\/incidents$/, () => import("./views/index.js")],
  [/^\/incidents\/([^/]+)$/, () => import("./views/incident.js")],
  [/^\/places\/([^/]+)$/, () => import("./views/place.js")],
  [/^\/(actors|speakers|outlets)\/([^/]+)$/, () => import("./views/party.js")],
  [/^\/reports\/([^/]+)$/, () => import("./views/report.js")],
  [/^\/runs$/, () => import("./views/run.js")],
];

const kept = new Map(); // views that stay alive behind another: the overview's map
let shown = null; // the path that was shown last
let turn = 0;

function routeOf(path) {
  for (const [pattern, load] of ROUTES) {
    const found = pattern.exec(path);
    if (found) return { load, parts: found.slice(1).map(decoded) };
  }
  return null;
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function chooseTheme() {
  const asked = new URLSearchParams(location.search).get("theme");
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = asked === "dark" || asked === "light" ? asked : dark ? "dark" : "light";
  if (document.documentElement.dataset.theme === theme) return;
  document.documentElement.dataset.theme = theme;
  for (const view of kept.values()) view.retheme?.();
}

function place(node) {
  const main = byId("main");
  for (const child of [...main.children])
    if ([...kept.values()].some((view) => view.node === child)) child.hidden = true;
    else child.remove();
  if (!node.isConnected) main.append(node);
  node.hidden = false;
}

function failed(error, path) {
  const missing = error.status === 404;
  const node = el(
    "div",
    { class: "page" },
    el("h1", { tabindex: "-1" }, missing ? "Nothing here" : "This could not be shown"),
    el("p", {}, error.message || String(error)),
    el("p", {}, el("a", { href: "/" }, "To the overview")),
  );
  document.title = "Warledger";
  if (!missing && !error.status) console.error(path, error);
  return node;
}

// Shows what the address says. `cause`: "start", "link" or "history".
export async function show(cause = "link") {
  const mine = ++turn;
  const { pathname } = location;
  closeDrawer();
  chooseTheme();
  const route = routeOf(pathname);
  try {
    const loading = route?.load();
    loading?.catch(() => null); // told below, where it is awaited
    const meta = await getMeta();
    drawTop(meta);
    drawNotice(meta);
    if (!route) throw Object.assign(new Error(`${pathname} is no page of this ledger`), { status: 404 });
    const view = await loading;
    if (mine !== turn) return;
    const alive = kept.get(view);
    const made = alive ?? (await view.open({ meta, parts: route.parts, cause }));
    if (mine !== turn) return;
    if (view.STAYS) kept.set(view, made);
    place(made.node);
    made.shown?.(cause, Boolean(alive));
    finish(made.title, cause);
    shown = pathname;
  } catch (error) {
    if (isMoot(error) || mine !== turn) return;
    place(failed(error, pathname));
    finish("Warledger", cause);
  }
}

function finish(title, cause) {
  document.title = title === "Warledger" ? title : `${title} · Warledger`;
  document.documentElement.dataset.ready = location.pathname;
  if (cause === "start") return;
  if (location.hash.length < 2 && cause === "link") window.scrollTo(0, 0);
  if (shown !== location.pathname) {
    byId("main").focus({ preventScroll: true });
    announce(title);
  }
}

export function go(href) {
  push(href);
  return show("link");
}

function onClick(event) {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  const anchor = event.target.closest?.("a[href]");
  if (!plain || event.defaultPrevented || !anchor || anchor.hasAttribute("download")) return;
  const to = new URL(anchor.href, location.href);
  if (to.origin !== location.origin || !routeOf(to.pathname)) return;
  if (to.pathname === location.pathname && to.search === location.search && to.hash) return;
  event.preventDefault();
  if (to.href !== location.href) push(to.href);
  show("link");
}

document.addEventListener("click", onClick);
window.addEventListener("popstate", () => {
  if (hasMoved()) show("history"); // else only the hash: the view's own
});
window
  .matchMedia("(prefers-color-scheme: dark)")
  .addEventListener("change", chooseTheme);
document.addEventListener("warledger:changed", async () => drawNotice(await getMeta(true)));
show("start");
