// htmx is told what to do by <meta name="htmx-config"> in the base layout.
import "htmx.org";
import "./answers.js";
import "./vote.js";
import "./forms.js";
import "./proof.js";
import "./address.js";
import "./deck.js";
import "./desk.js";
import "./switch.js";
import "./stage.js";
import "./pult.js";
import "./live.js";
import "./board.js";
import "./tabs.js";
