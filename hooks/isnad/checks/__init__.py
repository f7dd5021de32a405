"""Everything that can be wrong: facts, quotes, pages, links, the finished site."""
