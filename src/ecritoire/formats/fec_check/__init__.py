"""Checks of any FEC file: the rules of the official tool, and those that importers and inspectors add to them."""
