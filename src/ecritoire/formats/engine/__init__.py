"""The template engine: a template is data, compiled once into one function that streams entries through it."""
