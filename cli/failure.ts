/** Something that the user can put right, said in one line; the program ends with exit code 2. */
export class Misuse extends Error {
  override readonly name = "Misuse";
}

/** What would be written holds what must not be: the program ends with exit code 3, and nothing is written. */
export class Leak extends Error {
  override readonly name = "Leak";
}
