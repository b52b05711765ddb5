// Somebody else's lesson: what is written, run and put out there appears here.
import { Channel } from "/assets/channel.js";
import { Outputs } from "/assets/outputs.js";
import { stateOf } from "/assets/cell-state.js";

const following = document.getElementById("following"), notice = document.getElementById("notice");
const keepUp = document.querySelector("[data-do=keepUp]");
const cells = new Map();

document.querySelectorAll(".cell").forEach((section, index) => {
  section.ariaLabel = `Cell ${index + 1}`;
  cells.set(section.dataset.cell, { section, outputs: new Outputs(section.querySelector(".outputs"), `cell ${index + 1}`) });
});

const goesAlong = () => keepUp?.checked ?? true;

function tell(html) {
  notice.innerHTML = html;
  notice.hidden = !html;
}

const path = cells.size ? location.pathname : `${location.pathname.replace(/\/$/, "")}/-`;
let isFirst = true;
new Channel(`${path}/channel`, {
  open: () => {
    following.textContent = "live";
    // What was missed meanwhile may have changed more than cells.
    if (!isFirst) location.reload();
    isFirst = false;
  },
  closed: () => following.textContent = "not connected",
  cell: message => {
    const cell = cells.get(message.cell);
    if (!cell) return;
    const begins = message.status === "running" && cell.section.dataset.status !== "running";
    cell.section.dataset.status = message.status;
    cell.section.querySelector(".state").textContent = stateOf(message);
    cell.outputs.show(message.html);
    if (begins && goesAlong()) cell.section.scrollIntoView({ block: "center" });
  },
  shown: ({ cell, html }) => { const found = cells.get(cell); if (found) found.section.querySelector("pre.source").innerHTML = html; },
  replaced: () => location.reload(),
  moved: ({ path }) => {
    if (goesAlong()) location.assign(path);
    else tell(`Another lesson is shown now. <a href="${path}">Go there</a>`);
  },
});
