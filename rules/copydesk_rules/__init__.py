"""The rules that come with copydesk: one folder a family, one file a rule. Uses the public API of copydesk only."""
