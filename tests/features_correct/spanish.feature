# language: es
Característica: Buscar a una persona

  Escenario: Alice aparece
    Dado Alice está registrada como diseñadora
    Cuando alguien busca a Alice
    Entonces la respuesta es diseñadora
