"""Export templates that a company writes: the builder, with the file shown as it will be."""
