"""Registration: programmes, projects, firms, applications, support agreements."""
