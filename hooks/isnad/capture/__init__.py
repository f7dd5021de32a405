"""Pages of the web: fetched within bounds, read as articles, and compared with what was quoted of them."""
