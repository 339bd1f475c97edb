"""LD Compta, of LDSystème."""
