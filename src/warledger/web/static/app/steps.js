// Every change of the address that the page makes itself goes through here: so a step of the
// browser's to another view can be told from one that changes nothing but the hash.
const here = () => location.pathname + location.search;
let known = here();

export function push(href) {
  history.pushState(null, "", href);
  known = here();
}

export function replace(href) {
  history.replaceState(history.state, "", href);
  known = here();
}

// Whether the address is another than the last that was pushed, replaced or asked about.
export function hasMoved() {
  const before = known;
  known = here();
  return known !== before;
}
