"""Where people may stand: tables, files, sessions; each is looked through once for everybody."""
