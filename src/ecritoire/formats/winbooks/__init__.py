"""WinBooks."""
