//! What a page says of itself to machines: JSON-LD, Open Graph, meta elements, `<time>`.
