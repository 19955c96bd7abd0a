Funktionalität: Benutzer nachschlagen

  Szenario: Niemand wird gefunden
    Wenn jemand Alice sucht
    Dann wird niemand gefunden
