"""Presets: settings that ``extends`` names, as "copydesk:news"."""
