"""Charlemagne, of Aplim."""
