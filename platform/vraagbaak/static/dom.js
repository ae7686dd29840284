// Small helpers to make elements. Text is always set as text, never as markup.

export const $ = (id) => document.getElementById(id);

/** An element: el("a", {href, class: "x"}, "text", otherElement). */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A web address that may become a link; null for anything else. */
export function webAddress(uri) {
  return /^https?:\/\//i.test(uri ?? "") ? uri : null;
}

/** A lang attribute where the text is in another language than the page. */
export function langOf(code) {
  return code && code !== document.documentElement.lang ? code : undefined;
}
