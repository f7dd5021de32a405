"""Records, their schema, and the data and articles of a project as one knowledge base."""
