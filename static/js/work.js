// Beside kaue.js, for those who work on a barcamp and for the walls: phones do not carry it.
import "./stage.js";
import "./pult.js";
import "./board.js";
import "./tabs.js";
