// Which page of the children is asked for, and the way to the others.

import { element, setText } from "./dom.js";
import { formatNumber } from "./format.js";

const pageSizes = [25, 50, 100, 500];
const defaultPageSize = 50;
// The server's numbers have 32 bits.
const largestSkip = 2 ** 31 - 1;

/** `skip` and `take` of a query with `page` and `size`. */
export function toRange(query) {
  const take = pageSize(query);
  return { skip: Math.min((pageNumber(query) - 1) * take, largestSkip) || undefined, take };
}

function pageSize({ size }) {
  return pageSizes.includes(Number(size)) ? Number(size) : defaultPageSize;
}

function pageNumber({ page }) {
  return /^[1-9]\d{0,8}$/.test(page ?? "") ? Number(page) : 1;
}

/** `onChange` gets the `page` or the `size` that the reader wants. */
export function createPager(onChange) {
  const range = element("p", { className: "range" });
  const previous = element("button", { type: "button", textContent: "Previous" });
  const next = element("button", { type: "button", textContent: "Next" });
  const page = element("input", { type: "text", inputMode: "numeric", id: "page", className: "page" });
  const pages = element("span");
  const size = element("select", { id: "size" }, ...pageSizes.map(count => element("option", { value: String(count), textContent: String(count) })));
  let present = { page: 1, last: 1, size: defaultPageSize };
  const show = () => {
    setText(pages, `of ${formatNumber(present.last)}`);
    if (document.activeElement !== page) {
      page.value = formatNumber(present.page);
    }
    previous.disabled = present.page <= 1;
    next.disabled = present.page >= present.last;
  };
  const goTo = number => onChange({ page: Math.min(Math.max(1, number), present.last) });
  previous.addEventListener("click", () => goTo(present.page - 1));
  next.addEventListener("click", () => goTo(present.page + 1));
  page.addEventListener("change", () => {
    const number = Number.parseInt(page.value.replace(/\D/g, ""), 10);
    page.value = formatNumber(present.page);
    if (number) {
      goTo(number);
    }
  });
  size.addEventListener("change", () => onChange({ size: size.value }));
  return {
    node: element("nav", { className: "pager", "aria-label": "Pages" }, range,
      element("label", {}, "Rows ", size),
      element("div", { className: "pages" }, previous,
        element("label", { for: "page", textContent: "Page" }), page, pages, next)),

    /** A page that is asked for is the present one at once: the next click goes on from it. */
    setQuery(query) {
      present = { ...present, page: pageNumber(query), size: pageSize(query) };
      size.value = String(present.size);
      show();
    },

    update({ total, matching, skip, children }) {
      present = { ...present, last: Math.max(1, Math.ceil(matching / present.size)) };
      setText(range, children.length === 0 ? `0 of ${formatNumber(matching)}`
        : `${formatNumber(skip + 1)}–${formatNumber(skip + children.length)} of ${formatNumber(matching)}${
          matching === total ? "" : `, ${formatNumber(total)} in all`}`);
      show();
    },
  };
}
