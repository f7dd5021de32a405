"""Pages into the frame of the theme, audited, and what stands beside them: the finished site."""
