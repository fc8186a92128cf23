"""The operations of the sample."""
