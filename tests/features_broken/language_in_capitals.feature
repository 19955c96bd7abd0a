# language: DE
Funktionalität: x

  Szenario: y
    Angenommen x
