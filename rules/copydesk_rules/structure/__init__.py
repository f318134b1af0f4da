"""The parts of an article that other families must know: title, lede, bylines, quotes, captions, references."""
