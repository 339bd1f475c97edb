"""WINFIC, e-Winfic and WinSis, of Fiducial."""
