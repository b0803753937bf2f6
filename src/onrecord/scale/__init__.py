"""Archives: the same `process` as on a laptop, over more reports than a laptop holds (extra `archive`)."""
