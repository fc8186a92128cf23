"""What a person asks for, by name: generate, validate, inspect."""
