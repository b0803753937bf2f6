"""The ledger's database: tables, migrations, and the modules that write and read them."""
