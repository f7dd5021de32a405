"""Pages of news, fetched, read and watched."""
