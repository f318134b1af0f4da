"""Language: packs, identification, segmentation. Works on plain text and knows no document."""
