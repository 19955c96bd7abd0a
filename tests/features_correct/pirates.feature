# language: en-pirate
Ahoy matey!: x

  Heave to: y
    Gangway! Alice is registered as a Designer
    Blimey! someone looks up Alice
    Let go and haul the answer is Designer
