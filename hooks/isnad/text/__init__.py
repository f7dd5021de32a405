"""Arabic, French and HTML, as they are read and written; nothing here knows a fact."""
