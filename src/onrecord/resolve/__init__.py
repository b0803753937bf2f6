"""Who is who: speakers and actors, within a report and across reports."""
