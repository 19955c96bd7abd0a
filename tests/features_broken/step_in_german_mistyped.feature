# language: de
Funktionalität: Benutzer nachschlagen

  Szenario: Niemand wird gefunden
    Wenn jemand Alice suhct
    Dann wird niemand gefunden
