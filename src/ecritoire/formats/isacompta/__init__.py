"""ISACOMPTA, of Agiris and Isagri."""
