"""What all pages share: the words of states, the frame around a page, who may open it."""
