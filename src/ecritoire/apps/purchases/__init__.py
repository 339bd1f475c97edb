"""Documents from their arrival to their entries: control, coding, approval."""
