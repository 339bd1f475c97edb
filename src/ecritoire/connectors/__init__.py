"""Connectors: one folder for each accounting software that takes entries through an API.

A connector knows the wire and nothing of our database: it is given parcels, hands them over, and says in the target's
own words what became of each. When to send, again, or no more is the business of the delivery engine.
"""
