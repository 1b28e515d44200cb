// What every page gets. htmx is told what to do by <meta name="htmx-config"> in the base layout.
import "htmx.org";
import "./answers.js";
import "./vote.js";
import "./forms.js";
import "./proof.js";
import "./address.js";
import "./deck.js";
import "./desk.js";
import "./switch.js";
import "./live.js";
