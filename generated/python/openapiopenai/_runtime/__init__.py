"""The machinery of the client. Its modules are not part of the public interface."""
