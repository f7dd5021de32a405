"""isnad (إسناد): press figures, each bound to the exact words that state it. The core never imports mkdocs."""
