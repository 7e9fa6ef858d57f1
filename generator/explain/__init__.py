"""What was decided → why: the transcripts of an identifier, found and put into words."""
