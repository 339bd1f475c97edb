// What the pages do beyond links and forms. Every module listens on the document, so that swapped parts need nothing.
import "./charts.js";
import "./choices.js";
import "./columns.js";
import "./details.js";
import "./dialog.js";
import "./list.js";
import "./navigation.js";
import "./panel.js";
import "./print.js";
import "./selection.js";
import "./toast.js";
import "./tooltip.js";
import "./unfold.js";
