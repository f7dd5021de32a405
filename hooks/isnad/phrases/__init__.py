"""A fact said in one language, as safe HTML."""
