"""The intermediate representation: what an app means, free of places; the contract between stages and backends."""
