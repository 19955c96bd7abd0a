# language: fr
Fonctionnalité: Chercher une personne

  Contexte:
    Étant donné que Alice est inscrite comme graphiste

  Scénario: Alice est trouvée
    Quand quelqu'un cherche Alice
    Alors la réponse est graphiste

  Plan du scénario: <nom> n'est pas trouvé
    Lorsque quelqu'un cherche <nom>
    Alors personne n'est trouvé

    Exemples:
      | nom |
      | Bob |
