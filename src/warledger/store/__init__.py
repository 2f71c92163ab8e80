"""The ledger on disk: schema, append-only writes, named queries, exports."""
