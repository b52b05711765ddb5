// The roster: rows come as they change, in the order in which they are to stand.
import { Channel } from "/assets/channel.js";

const body = document.querySelector(".roster tbody"), summary = document.getElementById("summary"), notice = document.getElementById("notice");
const nobody = document.getElementById("nobody"), link = document.getElementById("link");
const rowOf = learner => body.querySelector(`[data-learner="${CSS.escape(learner)}"]`);

function tell(message) {
  notice.textContent = message;
  notice.hidden = !message;
}

function update({ order, changed, summary: said }) {
  const focused = document.activeElement.closest?.("tr")?.dataset.learner, what = document.activeElement.dataset?.do;
  for (const [learner, html] of Object.entries(changed)) {
    const row = document.createElement("tbody");
    row.innerHTML = html;
    if (rowOf(learner)) rowOf(learner).replaceWith(row.firstChild);
    else body.append(row.firstChild);
  }
  for (const row of [...body.rows]) if (!order.includes(row.dataset.learner)) row.remove();
  if (order.some((learner, index) => body.rows[index]?.dataset.learner !== learner)) body.append(...order.map(rowOf));
  if (focused && what) rowOf(focused)?.querySelector(`[data-do=${what}]`)?.focus();
  summary.textContent = said;
  nobody.hidden = order.length > 0;
}

async function post(learner, what) {
  const answer = await fetch(`/roster/${encodeURIComponent(learner)}/${what}`, { method: "POST" });
  if (!answer.ok) throw new Error("That could not be done. Look at the terminal in which the workbook runs.");
  return answer.status === 204 ? null : answer.json();
}

const doings = {
  link: async (learner, name) => {
    if (!confirm(`Make a new personal link for ${name}? The browser that ${name} has joined with is let in no more.`)) return;
    const made = await post(learner, "link");
    link.innerHTML = `<label>Personal link of <span></span>: who opens it is let in under that name. <input readonly></label>`;
    link.querySelector("span").textContent = name;
    link.querySelector("input").value = made.link;
    link.hidden = false;
    link.querySelector("input").select();
  },
  remove: (learner, name) => confirm(`Take ${name} off the list? What runs for ${name} ends; the files stay in .workbook/workshop/${learner}.`) && post(learner, "remove"),
};

body.addEventListener("click", async event => {
  const what = event.target.dataset.do, row = event.target.closest("tr");
  if (!what) return;
  try {
    tell("");
    await doings[what](row.dataset.learner, row.querySelector("th").textContent);
  } catch (error) {
    tell(error.message);
  }
});

new Channel("/roster/channel", {
  rows: update,
  closed: () => summary.textContent = "The workbook does not answer. If it was stopped, start it again with ./workbook open --workshop.",
});
