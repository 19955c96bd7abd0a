"""The document's parts as HTML, each a function that escapes what people wrote."""
