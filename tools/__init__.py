"""What is done beside the site: the list of its parts, the archive of a release."""
