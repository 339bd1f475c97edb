"""Approval: answered from a link on a phone, or inside the application; reminded by whoever asked."""
