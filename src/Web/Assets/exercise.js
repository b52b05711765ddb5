// An exercise: the learner's file in an editor, saved while one writes, checked on demand.
import { createEditor } from "/assets/editor.js";
import { Outputs } from "/assets/outputs.js";

const section = document.getElementById("exercise");
const notice = document.getElementById("notice");
const state = document.getElementById("state");
const check = document.querySelector("[data-do=check]");
const clusters = document.getElementById("clusters");
const pictures = new Outputs(clusters.querySelector(".outputs"), "the clusters");
let version = section.dataset.version, saving, last = Promise.resolve();

const nothing = async () => undefined;
const opening = createEditor(section.querySelector(".code"), "your code", { complete: nothing, inspect: nothing, diagnose: nothing }, {
  change: () => { clearTimeout(saving); saving = setTimeout(() => send("save"), 800); },
  run: runCheck,
  leave: () => section.focus(),
});
section.addEventListener("keydown", async event => { if (event.target === section && event.key === "Enter") { event.preventDefault(); (await opening).focus(); } });

function tell(message) {
  notice.textContent = message ?? "";
  notice.hidden = !message;
}

// One request after the other: each has the version that the one before it made.
function send(what) {
  clearTimeout(saving);
  return last = last.then(async () => {
    try {
      const answer = await fetch(`${location.pathname}/${what}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text: (await opening).text, version }) });
      const result = await answer.json();
      tell(result.trouble);
      version = result.version ?? version;
      return result;
    } catch {
      tell("The workbook does not answer. If it was stopped, start it again with ./workbook open, and open the address that it prints. What you write is kept in this page until then.");
      return {};
    }
  });
}

async function runCheck() {
  if (check.disabled) return;
  check.disabled = true;
  state.textContent = "checking …";
  const result = await send("check");
  check.disabled = false;
  state.textContent = "";
  if (result.html === undefined) return;
  document.getElementById("feedback").innerHTML = `<h2>What the check found</h2>${result.html}`;
  document.getElementById("solution").hidden = !result.isSolved;
  if (result.isSolved) document.getElementById("best").textContent = "solved";
  clusters.hidden = !result.clusters;
  pictures.show(result.clusters);
  document.getElementById("feedback").scrollIntoView({ block: "nearest" });
}

check.addEventListener("click", runCheck);
document.querySelector("[data-do=reset]").addEventListener("click", async () => {
  if (!confirm("Begin this exercise anew? What you have is kept beside the file, with .old at its end.")) return;
  const result = await send("reset");
  if (result.text !== undefined) (await opening).text = result.text;
});
