"""Batches: documents in slices, each read by a worker and kept as a shard of the store."""
