// A learner's page in a workshop: it says that the learner is there, and carries the wish for help to the instructor.
import { Channel } from "/assets/channel.js";

const hand = document.getElementById("hand"), follow = document.getElementById("follow");
const channel = new Channel("/presence/channel", {
  presence: ({ handUp, lesson }) => {
    hand.setAttribute("aria-pressed", handUp);
    hand.textContent = handUp ? "Help is asked for" : "I need help";
    follow.textContent = lesson ? `Follow the instructor (lesson ${lesson})` : "Follow the instructor";
  },
});
hand.addEventListener("click", () => channel.send({ handUp: hand.getAttribute("aria-pressed") !== "true" }));
