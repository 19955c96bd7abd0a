# language: em
📚: x

  📕: y
    😐Alice is registered as a Designer
    🎬someone looks up Alice
    🙏the answer is Designer
