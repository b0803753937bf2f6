"""What many reports together show: copies, utterances, issues, positions over time, changes, conflicts.

Pure functions of records. Whether two records belong together depends on those two alone: the order in which
reports come in makes no difference.
"""
