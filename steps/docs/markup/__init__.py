"""What stands thousandfold in the document, as HTML: Python writes it ten times as fast as templates do."""
