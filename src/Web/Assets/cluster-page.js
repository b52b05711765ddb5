// The live cluster as a page of its own.
import { LiveCluster } from "/assets/cluster.js";

new LiveCluster(document.getElementById("live")).start();
