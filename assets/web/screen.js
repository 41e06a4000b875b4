// Keys go to the screen as soon as it is there, and to the card once the visit has ended.
"use strict";
window.addEventListener("load", () => {
  const body = document.body;
  const place = () => {
    const ended = body.classList.contains("-closed");
    const target = document.querySelector(ended ? "#go-on" : ".xterm-helper-textarea");
    if (target && (ended || body.classList.contains("-loaded"))) target.focus();
  };
  new MutationObserver(place).observe(body, { attributes: true, attributeFilter: ["class"] });
  window.addEventListener("focus", place);
});
