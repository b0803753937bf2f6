"""From pages, files, feeds and archives to reports."""
