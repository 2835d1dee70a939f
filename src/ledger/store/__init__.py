"""The store: the append-only events, their migrations, and the recorders that write and read them."""
