"""A graph as text, Mermaid, DOT, SVG or a page: plain data in, one string out."""
