"""Text in no language: words and cases. The floor under everything."""
