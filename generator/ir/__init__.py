"""What an API is, in no language: nodes, facts about them, checks, examples, a dump."""
