# language: de
Funktionalität: Benutzer nachschlagen
  Jeder soll wissen, wer was macht.

  Grundlage:
    Angenommen Alice ist als Gestalterin angemeldet

  Regel: Wer angemeldet ist, wird gefunden

    Beispiel: Alice wird gefunden
      Wenn jemand Alice sucht
      Dann ist die Antwort Gestalterin

  Regel: Wer nicht angemeldet ist, wird nicht gefunden

    Szenario: Bob wird nicht gefunden
      Wenn jemand Bob sucht
      Dann wird niemand gefunden

    Szenariogrundriss: <name> wird nicht gefunden
      Gegeben sei Alice ist als Gestalterin angemeldet
      Wenn jemand <name> sucht
      Dann wird niemand gefunden

      Beispiele:
        | name    |
        | Jürgen  |
        | Straßer |
