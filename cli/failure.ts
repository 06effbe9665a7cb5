/** Something that the user can put right, said in one line; the program ends with exit code 2. */
export class Misuse extends Error {
  override readonly name = "Misuse";
}
