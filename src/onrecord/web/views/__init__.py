"""The pages: each a plain function from a ledger and what is asked to the page's data."""
