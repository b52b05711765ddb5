// The live cluster beside a lesson: shown and hidden by a button, and remembered for the next lesson.
import { LiveCluster } from "/assets/cluster.js";

const button = document.querySelector("[data-cluster-toggle]");
const live = new LiveCluster(document.getElementById("live"));
const remembered = "workbook-cluster";

function show(isShown) {
  document.body.classList.toggle("with-cluster", isShown);
  button.ariaExpanded = isShown;
  button.textContent = isShown ? "Hide the cluster" : "Show the cluster";
  localStorage.setItem(remembered, isShown);
  if (isShown) live.start();
  else live.stop();
}

button.addEventListener("click", () => {
  const isShown = button.ariaExpanded !== "true";
  show(isShown);
  // On a narrow screen it is below the text.
  if (isShown && matchMedia("(max-width: 75rem)").matches) document.getElementById("cluster").scrollIntoView();
});
show(localStorage.getItem(remembered) === "true");
