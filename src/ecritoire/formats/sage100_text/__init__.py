"""Text for an import model of Sage 100."""
