// Makes the columns of `table.sortable` sort by a button in their titles; without it the page reads as it is.
"use strict";
document.documentElement.classList.add("js");
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    if (head.classList.contains("plain")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(table, column, down ? -1 : 1);
    });
  });
}

function sort(table, column, sign) {
  const value = (row) => row.cells[column].dataset.v ?? row.cells[column].textContent;
  const compare = (a, b) => {
    const [x, y] = [value(a), value(b)];
    const numbers = x !== "" && y !== "" && !isNaN(x) && !isNaN(y);
    return numbers ? x - y : x.localeCompare(y, document.documentElement.lang, { numeric: true });
  };
  const body = table.tBodies[0];
  body.append(...[...body.rows].sort((a, b) => sign * compare(a, b)));
}
