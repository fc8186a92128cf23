"""The kit that all languages share: target contract, code, scopes, templates, pages, files."""
